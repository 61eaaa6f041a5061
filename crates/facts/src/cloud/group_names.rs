//! Security groups that a resource names in a text rather than by a reference.

use std::collections::BTreeMap;

use ringfort_model::cloud::Resource;

use crate::Facts;

/// The resources by a text that stands in an attribute for security groups.
#[derive(Debug, Default)]
pub(super) struct GroupNames(BTreeMap<(Box<str>, Box<str>), Vec<u32>>);

impl GroupNames {
    /// Enters the groups that the resource at index `i` names, itself or in a nested block.
    pub(super) fn add(&mut self, i: u32, resource: &Resource) {
        let blocks = resource.attrs.entries().iter().flat_map(|e| e.value.one_or_many());
        for body in std::iter::once(&resource.attrs).chain(blocks) {
            let groups = body.entries().iter().filter(|e| e.key.contains("security_group"));
            for text in groups.flat_map(|e| e.value.one_or_many()).filter_map(|n| n.as_str()) {
                self.0.entry((resource.root.clone(), text.into())).or_default().push(i);
            }
        }
    }
}

impl Facts {
    /// The resources that name the security group `group` by its name, or by a reference that was put in quotes.
    pub fn naming_group<'a>(&'a self, group: &'a Resource) -> impl Iterator<Item = &'a Resource> {
        let key = |text: &str| (group.root.clone(), Box::from(text));
        let names = &self.cloud.group_names.0;
        let by_name = group.at("name").str().and_then(|name| names.get(&key(name)));
        let quoted = names.range(key(&group.address)..);
        let quoted = quoted.take_while(|((root, text), _)| {
            *root == group.root && text.starts_with(&*group.address)
        });
        let found = by_name.into_iter().chain(quoted.map(|(_, list)| list));
        let mut found: Vec<u32> = found.flatten().copied().collect();
        found.sort_unstable();
        found.dedup();
        found.into_iter().filter_map(|i| self.model.resources.get(i as usize))
    }
}
