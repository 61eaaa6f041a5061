//! Keys of a map.

use std::collections::HashSet;

use ringfort_source::Entry;

/// Up to this many entries, comparing each with each is faster than hashing.
const FEW: usize = 12;

/// Keeps the last entry of each key.
pub(crate) fn last_wins(mut entries: Vec<Entry>) -> Vec<Entry> {
    if entries.len() <= FEW {
        let again = |(i, e): (usize, &Entry)| entries.iter().skip(i + 1).any(|o| o.key == e.key);
        if !entries.iter().enumerate().any(again) {
            return entries;
        }
    }
    let mut seen = HashSet::with_capacity(entries.len());
    let keep: Vec<bool> = entries.iter().rev().map(|e| seen.insert(&e.key)).collect();
    if seen.len() < entries.len() {
        drop(seen);
        let mut keep = keep.into_iter().rev();
        entries.retain(|_| keep.next().unwrap_or(true));
    }
    entries
}
