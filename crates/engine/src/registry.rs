//! All checks of all layers.

use std::sync::OnceLock;

use ringfort_check::AnyCheck;
use ringfort_config::Known;

/// Every check, outermost layer first, by id within a layer.
pub fn registry() -> &'static [AnyCheck] {
    static ALL: OnceLock<Vec<AnyCheck>> = OnceLock::new();
    ALL.get_or_init(|| {
        let layers = [
            ringfort_checks_cloud::CHECKS,
            ringfort_checks_cluster::CHECKS,
            ringfort_checks_container::CHECKS,
            ringfort_checks_code::CHECKS,
        ];
        let mut all: Vec<AnyCheck> = layers.concat();
        all.sort_by_key(|c| (c.meta.layer(), c.meta.id));
        all
    })
}

/// The check of this id.
pub fn check(id: &str) -> Option<&'static AnyCheck> {
    registry().iter().find(|c| c.meta.id == id)
}

/// Every id that users may write: controls, checks and peers' ids.
pub fn known() -> &'static Known {
    static KNOWN: OnceLock<Known> = OnceLock::new();
    KNOWN.get_or_init(|| {
        let controls = ringfort_controls::catalogue().controls.iter().map(|c| c.id);
        Known::new(controls, registry().iter().map(|c| c.meta))
    })
}
