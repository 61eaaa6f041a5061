//! Values with numbers: each once, counted from 0 in the order they came.

use std::hash::Hash;

use indexmap::{Equivalent, IndexSet};
use rustc_hash::FxBuildHasher;

/// Values by number and numbers by value.
#[derive(Clone, Debug)]
pub(crate) struct Numbered<T> {
    all: IndexSet<T, FxBuildHasher>,
}

impl<T> Default for Numbered<T> {
    fn default() -> Self {
        Self { all: IndexSet::default() }
    }
}

impl<T: Hash + Eq> Numbered<T> {
    /// The number of `value`, a new one if it is new.
    pub(crate) fn number(&mut self, value: T) -> u32 {
        self.all.insert_full(value).0 as u32
    }

    /// The number of `value`, if it has one.
    pub(crate) fn find<Q: Hash + Equivalent<T> + ?Sized>(&self, value: &Q) -> Option<u32> {
        self.all.get_index_of(value).map(|i| i as u32)
    }

    /// The value with the number `i`.
    pub(crate) fn get(&self, i: u32) -> Option<&T> {
        self.all.get_index(i as usize)
    }

    /// Every value, in the order of their numbers, given away.
    pub(crate) fn into_iter(self) -> impl Iterator<Item = T> {
        self.all.into_iter()
    }

    /// Every value, in the order of their numbers.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &T> {
        self.all.iter()
    }
}

/// Texts, each once. Text 0 is the empty one.
#[derive(Clone, Debug)]
pub(crate) struct Texts {
    all: Numbered<Box<str>>,
}

impl Default for Texts {
    fn default() -> Self {
        let mut all = Numbered::default();
        all.number("".into());
        Self { all }
    }
}

impl Texts {
    /// The number of `text`.
    pub(crate) fn id(&mut self, text: &str) -> u32 {
        self.all.find(text).unwrap_or_else(|| self.all.number(text.into()))
    }

    /// Every text, in the order of their numbers.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &str> {
        self.all.iter().map(|t| &**t)
    }

    /// The text with the number `id`; empty if there is none.
    pub(crate) fn get(&self, id: u32) -> &str {
        self.all.get(id).map_or("", |t| t)
    }
}
