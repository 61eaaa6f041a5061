//! Old GKE cluster does not enforce pod security policies.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Value, Verdict};

use crate::support::releases;

/// Old GKE cluster does not enforce pod security policies.
pub struct GkePodSecurityPolicyOff;

impl Check for GkePodSecurityPolicyOff {
    const META: Meta = Meta::new(
        "cluster/gke-pod-security-policy-off",
        "Old GKE cluster does not enforce pod security policies",
        "cluster/pod-security-admission",
        Severity::Low,
    )
    .aliases(&["9192e0f9-eca5-4056-9282-ae2a736a4088", "CKV_GCP_24"]);
    const TYPES: &'static [&'static str] = &["google_container_cluster"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let version = on.text("min_master_version", "");
        let old = version.known().and_then(|v| releases::minor(v)).map(|minor| minor < REMOVED);
        let enabled = on.bool("pod_security_policy_config.enabled", false);
        let written = !matches!(enabled, Value::Default(..));
        match old {
            _ if version.is_unknown() => {
                Verdict::unknown(version.span(), "the release of the cluster is not known")
            }
            Some(false) => Verdict::NotApplicable,
            None if !written || version.is_set() => Verdict::NotApplicable,
            _ => Verdict::on(
                &enabled,
                |e| *e,
                "pod security policies are enforced",
                || {
                    let message = format!("cluster `{}` admits every pod", on.name);
                    Failure::new(enabled.span(), message)
                },
            ),
        }
    }
}

/// The release that removed pod security policies.
const REMOVED: u32 = 25;
