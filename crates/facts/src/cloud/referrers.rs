//! Who refers to whom, and who names whom: the tables behind the joins.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::{Arc, PoisonError, RwLock};

use ringfort_model::cloud::Resource;

use super::address::{bare, keyed, with_keys};

/// A text within a root module.
type Key = (Box<str>, String);

/// The resources that refer to an address, by the address as the reference has it.
#[derive(Debug, Default)]
pub(super) struct Referrers {
    by_target: HashMap<Key, Vec<u32>>,
    /// The shapes of references to one resource and its instances: which segments have an instance key.
    shapes: HashMap<Key, BTreeSet<Vec<bool>>>,
}

impl Referrers {
    /// Enters what the resource at index `i` refers to.
    pub(super) fn add(&mut self, i: u32, resource: &Resource) {
        for reference in &resource.refs {
            let list = self
                .by_target
                .entry((resource.root.clone(), reference.target.clone()))
                .or_default();
            if list.is_empty() {
                let key = (resource.root.clone(), bare(&reference.target));
                self.shapes.entry(key).or_default().insert(keyed(&reference.target));
            }
            if list.last() != Some(&i) {
                list.push(i);
            }
        }
    }

    /// The indices of the resources with a reference that means `target`, in source order.
    pub(super) fn of(&self, target: &Resource) -> Vec<u32> {
        let Some(shapes) = self.shapes.get(&(target.root.clone(), bare(&target.address))) else {
            return vec![];
        };
        let lists: Vec<&Vec<u32>> = shapes
            .iter()
            .filter_map(|shape| {
                let seen = with_keys(&target.address, shape);
                // A reference to an instance that this is not has a shape that this cannot take.
                (keyed(&seen) == *shape).then_some((target.root.clone(), seen))
            })
            .filter_map(|key| self.by_target.get(&key))
            .collect();
        let mut found = lists.into_iter().flatten().copied().collect::<Vec<u32>>();
        found.sort_unstable();
        found.dedup();
        found
    }
}

/// The resources of one type by the text of one attribute.
type Named = HashMap<Key, Vec<u32>>;

/// Tables by type and attribute, each made when it is first asked for.
#[derive(Debug, Default)]
pub(super) struct Names(RwLock<BTreeMap<TypeAndAttribute, Arc<Named>>>);

/// A type of resources and one of its attributes.
type TypeAndAttribute = (Box<str>, Box<str>);

impl Names {
    /// The table of the attribute at `path` of `resources`, all of type `kind`, each with its index.
    pub(super) fn table<'a>(
        &self,
        kind: &str,
        path: &str,
        resources: impl Iterator<Item = (u32, &'a Resource)>,
    ) -> Arc<Named> {
        let key = (Box::from(kind), Box::from(path));
        // A panic of a check while it holds the lock leaves the tables whole.
        if let Some(made) = self.0.read().unwrap_or_else(PoisonError::into_inner).get(&key) {
            return Arc::clone(made);
        }
        let mut named = Named::new();
        for (i, resource) in resources {
            let text = resource.at(path).str();
            if let Some(text) = text.filter(|_| resource.refs_of(path).next().is_none()) {
                named.entry((resource.root.clone(), text.to_owned())).or_default().push(i);
            }
        }
        let named = Arc::new(named);
        let mut all = self.0.write().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(all.entry(key).or_insert(named))
    }
}
