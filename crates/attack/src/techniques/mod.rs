//! The techniques of the catalogue, one file each beside its page, by the crossing they belong to.

mod cloud;
mod entries;
mod escape;
mod goals;
mod identity;
mod rbac;
mod supply;
mod surface;

use std::sync::LazyLock;

use crate::technique::Technique;

static ALL: LazyLock<Vec<Technique>> = LazyLock::new(|| {
    let crossings = [
        entries::ALL,
        surface::ALL,
        supply::ALL,
        escape::ALL,
        identity::ALL,
        rbac::ALL,
        cloud::ALL,
        goals::ALL,
    ];
    crossings.into_iter().flatten().copied().collect()
});

/// Every technique, in the order of the crossings: from the entries inwards.
pub fn registry() -> &'static [Technique] {
    &ALL
}
