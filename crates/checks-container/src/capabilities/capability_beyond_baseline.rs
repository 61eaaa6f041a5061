//! Capabilities outside the baseline of the Pod Security Standards.

use ringfort_check::facts::kube::pod_security::CAPABILITIES;
use ringfort_check::model::kube::Container;
use ringfort_check::{Check, Edit, Failure, Meta, Safety, Scene, Severity, Verdict};

use crate::support::capabilities::{self, DANGEROUS};
use crate::support::pod;

/// A container adds a capability that even the baseline forbids.
pub struct CapabilityBeyondBaseline;

impl Check for CapabilityBeyondBaseline {
    const META: Meta = Meta::new(
        "container/capability-beyond-baseline",
        "Container adds a capability that the baseline forbids",
        "container/drop-capabilities",
        Severity::High,
    )
    .gate()
    .frameworks(&["PSS-baseline", "CIS-K8s-5.2.9", "CIS-Docker-5.4", "NSA-PodSecurity"])
    .aliases(&[
        "19ebaa28-fc86-4a58-bcfa-015c9e22fe40",
        "CKV_K8S_25",
        "KSV-0022",
        "C-0046",
        "dangerousCapabilities",
        "CapabilityAdded",
        "disallow-capabilities",
        "capabilities",
        "baseline:capabilities_baseline",
        "FG_R00492",
    ]);
    type On = Container;

    fn run(on: &Container, scene: &Scene<'_>) -> Verdict {
        let own =
            |n: &str| matches!(n, "ALL" | "SYS_ADMIN" | "SYS_MODULE") || DANGEROUS.contains(&n);
        let bad = |n: &str| !own(n) && !CAPABILITIES.contains(&n);
        let beyond = capabilities::added(on, scene, bad, "which the baseline forbids");
        let misspelt = misspelt(on, scene);
        match beyond {
            Verdict::Fail(mut failures) => {
                failures.extend(misspelt);
                Verdict::Fail(failures)
            }
            Verdict::Pass(_) if !misspelt.is_empty() => Verdict::Fail(misspelt),
            other => other,
        }
    }
}

/// The baseline compares names as they are written: `chown` and `CAP_CHOWN` are not on its list.
fn misspelt(on: &Container, scene: &Scene<'_>) -> Vec<Failure> {
    let names = on.capabilities_add.known().map_or(&[][..], Vec::as_slice);
    let allowed = names.iter().enumerate().filter(|(_, n)| CAPABILITIES.contains(&n.as_str()));
    let failures = allowed.filter_map(|(index, name)| {
        let node = capabilities::written(on, scene, index)?;
        let text = node.as_str().filter(|text| text != name)?;
        let message = format!(
            "{} adds `{text}`, which the baseline forbids in this spelling (it allows `{name}`)",
            pod::called(on)
        );
        let edit = Edit { at: node.span, text: name.clone() };
        let failure = Failure::new(node.span, message).key(format!("{}:{text}", on.name));
        Some(failure.fix(format!("write `{name}`"), vec![edit], Safety::Unsafe))
    });
    failures.collect()
}
