//! GKE nodes boot code that nobody signed.

use ringfort_check::facts::cloud::gke::{self, Pool};
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
    const TYPES: &'static [&'static str] = gke::POOL_TYPES;
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let judge = |pool: &Pool<'_>| judge(on, pool);
        gke::pools(on).iter().map(judge).fold(Verdict::NotApplicable, Verdict::and)
    }
}

const CONFIG: &str = "node_config.shielded_instance_config";

/// Judges one pool.
fn judge(on: &Resource, pool: &Pool<'_>) -> Verdict {
    let secure = pool.bool(&format!("{CONFIG}.enable_secure_boot"), false);
    let watched = pool.bool(&format!("{CONFIG}.enable_integrity_monitoring"), true);
    let part = |value: &Value<bool>, what: &str| {
        let message = format!("nodes of `{}` {what}", on.name);
        let failure = || Failure::new(value.span(), message).key(what);
        Verdict::on(value, |v| *v, "only signed code boots, and boots are measured", failure)
    };
    part(&secure, "boot without checking signatures")
        .and(part(&watched, "boot without being measured"))
}
