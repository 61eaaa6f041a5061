//! GKE nodes boot code that nobody signed.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Value, Verdict};

/// GKE nodes boot code that nobody signed.
pub struct GkeSecureBootOff;

impl Check for GkeSecureBootOff {
    const META: Meta = Meta::new(
        "cluster/gke-secure-boot-off",
        "GKE nodes boot code that nobody signed",
        "cluster/node-hardening",
        Severity::Low,
    )
    .gate()
    .frameworks(&["CIS-GKE-5.5.7"]);
    const TYPES: &'static [&'static str] =
        &["google_container_node_pool", "google_container_cluster"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let autopilot = on.bool("enable_autopilot", false).is(&true);
        let cluster = &*on.kind == "google_container_cluster";
        if autopilot || cluster && on.at("node_config").is_absent() {
            return Verdict::NotApplicable;
        }
        if on.bool("remove_default_node_pool", false).is(&true) {
            return Verdict::NotApplicable;
        }
        let secure = on.bool(&format!("{CONFIG}.enable_secure_boot"), false);
        let watched = on.bool(&format!("{CONFIG}.enable_integrity_monitoring"), true);
        let judge = |value: &Value<bool>, what: &str| {
            let message = format!("nodes of `{}` {what}", on.name);
            let failure = || Failure::new(value.span(), message).key(what);
            Verdict::on(value, |v| *v, "only signed code boots, and boots are measured", failure)
        };
        judge(&secure, "boot without checking signatures")
            .and(judge(&watched, "boot without being measured"))
    }
}

const CONFIG: &str = "node_config.shielded_instance_config";
