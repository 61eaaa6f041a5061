//! Capabilities that services add.

use ringfort_check::facts::kube::pod_security::CAPABILITIES;
use ringfort_check::model::compose::Service;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::compose;

/// A Compose service adds a capability beyond those that the runtime gives anyway.
pub struct ComposeCapabilityAdded;

impl Check for ComposeCapabilityAdded {
    const META: Meta = Meta::new(
        "container/compose-capability-added",
        "Compose service adds a dangerous capability",
        "container/drop-capabilities",
        Severity::High,
    )
    .gate()
    .frameworks(&["CIS-Docker-5.4", "MITRE-T1611"]);
    type On = Service;

    fn run(on: &Service, _: &Scene<'_>) -> Verdict {
        compose::each(on, "cap_add", "no dangerous capability is added", |name| {
            let upper = name.to_ascii_uppercase();
            let short = upper.strip_prefix("CAP_").unwrap_or(&upper);
            let bad = !CAPABILITIES.contains(&short) && short != "NET_RAW";
            bad.then(|| format!("adds `{short}`, which reaches beyond the container"))
        })
    }
}
