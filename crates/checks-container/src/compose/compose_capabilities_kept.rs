//! Capabilities that services keep.

use ringfort_check::model::compose::Service;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::compose;

/// A Compose service does not drop all capabilities.
pub struct ComposeCapabilitiesKept;

impl Check for ComposeCapabilitiesKept {
    const META: Meta = Meta::new(
        "container/compose-capabilities-kept",
        "Compose service keeps the default capabilities",
        "container/drop-capabilities",
        Severity::Low,
    )
    .frameworks(&["CIS-Docker-5.4"]);
    type On = Service;

    fn run(on: &Service, _: &Scene<'_>) -> Verdict {
        let note = "all capabilities are dropped";
        let what = "keeps the capabilities that the runtime gives by default";
        compose::holds(on, "cap_drop", note, what, |name| {
            name.eq_ignore_ascii_case("all") || name.eq_ignore_ascii_case("cap_all")
        })
    }
}
