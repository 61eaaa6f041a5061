//! Google machine switches Secure Boot off.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Value, Verdict};

use crate::support::gcp_vm;

/// Google machine switches Secure Boot off.
pub struct VmSecureBootOff;

impl Check for VmSecureBootOff {
    const META: Meta = Meta::new(
        "cloud/vm-secure-boot-off",
        "Google machine switches Secure Boot off",
        "cloud/organization-guardrails",
        Severity::Low,
    )
    .aliases(&["GCP-0067"]);
    const TYPES: &'static [&'static str] = gcp_vm::TYPES;
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let secure = on.bool("shielded_instance_config.enable_secure_boot", false);
        if matches!(secure, Value::Default(..)) {
            return Verdict::NotApplicable;
        }
        Verdict::on(
            &secure,
            |s| *s,
            "only signed code boots",
            || {
                let message = format!("`{}` boots code that nobody signed", on.name);
                Failure::new(secure.span(), message)
            },
        )
    }
}
