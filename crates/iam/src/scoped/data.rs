//! Roles that a provider maintains, from data files.

use std::sync::Arc;

use super::Role;
use crate::text::Text;

/// A data file of roles. `= NAME ID...` begins one; lines of `Has`, `Lacks`, `Perhaps`, `HasData` and `LacksData` follow.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Roles(pub(crate) &'static str);

impl Roles {
    /// The role that goes by `name`, or by an id on its line.
    pub(crate) fn find(self, name: &str) -> Option<Arc<Role>> {
        let blocks = self.0.split("\n= ").skip(1);
        let called = |block: &&str| {
            let head = block.lines().next().unwrap_or("");
            head.split('|').any(|n| n.trim().eq_ignore_ascii_case(name))
        };
        blocks.into_iter().find(called).map(|block| Arc::new(read(block)))
    }
}

fn read(block: &str) -> Role {
    let mut lines = block.lines();
    let head = lines.next().unwrap_or("");
    let name = head.split('|').next().unwrap_or(head).trim();
    let mut role = Role { name: name.into(), ..Role::default() };
    for line in lines {
        let mut words = line.split_ascii_whitespace();
        let list = match words.next() {
            Some("Has") => &mut role.has,
            Some("Lacks") => &mut role.lacks,
            Some("Perhaps") => &mut role.perhaps,
            Some("HasData") => &mut role.has_data,
            Some("LacksData") => &mut role.lacks_data,
            _ => continue,
        };
        list.extend(words.map(Text::pattern));
    }
    role
}
