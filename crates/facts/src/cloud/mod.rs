//! Look-up tables over cloud resources: by type, by address, and who refers to whom.

mod address;
pub mod aws_auth;
pub mod firewall;
pub mod gke;
mod group_names;
pub mod iam;
mod joins;
pub mod provider;
mod referrers;
pub mod roles;
pub mod subnets;

use std::collections::{BTreeMap, HashMap};

pub use address::bare;
use group_names::GroupNames;
use referrers::{Names, Referrers};
use ringfort_model::cloud::Resource;

/// Tables over the resources of a model.
#[derive(Debug, Default)]
pub struct CloudFacts {
    by_kind: BTreeMap<Box<str>, Vec<u32>>,
    by_address: HashMap<(Box<str>, String), Vec<u32>>,
    /// Those whose address has instance keys, by the address without them.
    instances: HashMap<(Box<str>, String), Vec<u32>>,
    referring: Referrers,
    names: Names,
    group_names: GroupNames,
}

impl CloudFacts {
    /// Derives the tables.
    pub fn derive(resources: &[Resource]) -> Self {
        let mut facts = Self::default();
        for (i, r) in resources.iter().enumerate() {
            let i = i as u32;
            facts.by_kind.entry(r.kind.clone()).or_default().push(i);
            let bare = bare(&r.address);
            if bare != r.address {
                facts.instances.entry((r.root.clone(), bare)).or_default().push(i);
            }
            facts.by_address.entry((r.root.clone(), r.address.clone())).or_default().push(i);
            facts.referring.add(i, r);
            facts.group_names.add(i, r);
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
        let exact = self.by_address.get(&(from.root.clone(), address.to_owned()));
        let ids = exact.or_else(|| self.instances.get(&(from.root.clone(), bare(address))));
        let found = ids.into_iter().flatten().filter_map(|i| resources.get(*i as usize));
        found.filter(move |r| address::points_at(address, &r.address))
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
        let ids = self.referring.of(target).into_iter();
        ids.filter_map(|i| resources.get(i as usize))
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
