//! Joins of companion resources: by reference, or by the same literal name.

use ringfort_model::cloud::{Mode, Resource};

use super::address::points_at;
use crate::Facts;

impl Facts {
    /// The resources of type `kind` whose attribute at `path` refers to `target`, or holds the same literal
    /// as one of `target`'s attributes in `names`: the policy of a bucket, not one that only mentions it.
    /// In source order.
    pub fn attached<'a>(
        &'a self,
        target: &'a Resource,
        kind: &'a str,
        path: &'a str,
        names: &'a [&'a str],
    ) -> impl Iterator<Item = &'a Resource> {
        let mut found: Vec<u32> = self.cloud.referring.of(target);
        found.retain(|i| self.at_index(*i).is_some_and(|r| refers(r, kind, path, target)));
        let literals = names.iter().filter_map(|n| target.at(n).str());
        let literals: Vec<&str> = literals.filter(|text| !text.is_empty()).collect();
        if !literals.is_empty() {
            for text in literals {
                found.extend(self.holding(&target.root, kind, path, text));
            }
            found.sort_unstable();
            found.dedup();
        }
        found.into_iter().filter_map(|i| self.at_index(i))
    }

    /// The resources of type `kind` in the root module of `from` whose attribute at `path` is the literal `text`.
    pub fn named<'a>(
        &'a self,
        from: &Resource,
        kind: &str,
        path: &str,
        text: &str,
    ) -> impl Iterator<Item = &'a Resource> {
        self.holding(&from.root, kind, path, text).into_iter().filter_map(|i| self.at_index(i))
    }

    fn holding(&self, root: &str, kind: &str, path: &str, text: &str) -> Vec<u32> {
        let of_kind = self.cloud.by_kind.get(kind).into_iter().flatten();
        let all = of_kind.filter_map(|i| Some((*i, self.at_index(*i)?)));
        let table = self.cloud.names.table(kind, path, all);
        table.get(&(Box::from(root), text.to_owned())).cloned().unwrap_or_default()
    }

    /// Does any resource refer to `target` outside of its own block?
    pub fn is_used(&self, target: &Resource) -> bool {
        self.cloud.referrers(&self.model.resources, target).any(|r| r.address != target.address)
    }

    /// Module calls whose inside was not read, in the root module of `root` (any, if `None`).
    pub fn unread_modules<'a>(
        &'a self,
        root: Option<&'a str>,
    ) -> impl Iterator<Item = &'a Resource> {
        let all = self.resources("module").filter(|r| r.mode == Mode::Module);
        all.filter(move |r| root.is_none_or(|root| &*r.root == root))
    }

    fn at_index(&self, i: u32) -> Option<&Resource> {
        self.model.resources.get(i as usize)
    }
}

fn refers(from: &Resource, kind: &str, path: &str, target: &Resource) -> bool {
    &*from.kind == kind && from.refs_of(path).any(|r| points_at(&r.target, &target.address))
}
