//! Look-up tables over cloud resources: by type, by address, and who refers to whom.

pub mod aws_auth;
pub mod firewall;
pub mod gke;
pub mod iam;
mod joins;
pub mod roles;
pub mod subnets;

use std::collections::{BTreeMap, HashMap};

use ringfort_model::cloud::Resource;

/// Tables over the resources of a model.
#[derive(Debug, Default)]
pub struct CloudFacts {
    by_kind: BTreeMap<Box<str>, Vec<u32>>,
    by_address: HashMap<(Box<str>, String), Vec<u32>>,
    referrers: HashMap<(Box<str>, String), Vec<u32>>,
}

/// An address without instance keys: `module.a.aws_x.b[0]` and `aws_x.b["k"]` lose their brackets, so
/// that a reference to the resource finds each of its instances.
pub fn bare(address: &str) -> String {
    let mut out = String::with_capacity(address.len());
    let mut depth = 0_u32;
    for c in address.chars() {
        match c {
            '[' => depth += 1,
            ']' => depth = depth.saturating_sub(1),
            _ if depth == 0 => out.push(c),
            _ => {}
        }
    }
    out
}

impl CloudFacts {
    /// Derives the tables.
    pub fn derive(resources: &[Resource]) -> Self {
        let mut facts = Self::default();
        for (i, r) in resources.iter().enumerate() {
            let i = i as u32;
            facts.by_kind.entry(r.kind.clone()).or_default().push(i);
            facts.by_address.entry((r.root.clone(), bare(&r.address))).or_default().push(i);
            for reference in &r.refs {
                let list =
                    facts.referrers.entry((r.root.clone(), bare(&reference.target))).or_default();
                if list.last() != Some(&i) {
                    list.push(i);
                }
            }
        }
        facts
    }

    /// All resources of type `kind` (`aws_s3_bucket`, `data.aws_iam_policy_document`), in source order.
    pub fn of_kind<'a>(
        &'a self,
        resources: &'a [Resource],
        kind: &str,
    ) -> impl Iterator<Item = &'a Resource> {
        self.by_kind.get(kind).into_iter().flatten().filter_map(|i| resources.get(*i as usize))
    }

    /// The resources at `address` as seen from `from` (same root module), instances included.
    pub fn at_address<'a>(
        &'a self,
        resources: &'a [Resource],
        from: &Resource,
        address: &'a str,
    ) -> impl Iterator<Item = &'a Resource> {
        let ids = self.by_address.get(&(from.root.clone(), bare(address)));
        let found = ids.into_iter().flatten().filter_map(|i| resources.get(*i as usize));
        found.filter(move |r| joins::points_at(address, &r.address))
    }

    /// The resources of type `kind` that refer to `target`: its companions.
    pub fn companions<'a>(
        &'a self,
        resources: &'a [Resource],
        target: &'a Resource,
        kind: &'a str,
    ) -> impl Iterator<Item = &'a Resource> {
        self.referrers(resources, target).filter(move |r| &*r.kind == kind)
    }

    /// All resources that refer to `target`, whatever their type.
    pub fn referrers<'a>(
        &'a self,
        resources: &'a [Resource],
        target: &'a Resource,
    ) -> impl Iterator<Item = &'a Resource> {
        let ids = self.referrers.get(&(target.root.clone(), bare(&target.address)));
        let found = ids.into_iter().flatten().filter_map(|i| resources.get(*i as usize));
        found.filter(|r| r.refs.iter().any(|x| joins::points_at(&x.target, &target.address)))
    }

    /// The resources that `from` refers to in the attribute at `path` (or under it).
    pub fn targets<'a>(
        &'a self,
        resources: &'a [Resource],
        from: &'a Resource,
        path: &'a str,
    ) -> impl Iterator<Item = &'a Resource> {
        from.refs_of(path).flat_map(move |r| self.at_address(resources, from, &r.target))
    }
}
