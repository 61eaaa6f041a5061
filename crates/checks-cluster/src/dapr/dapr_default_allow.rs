//! Dapr lets every application call every method.

use ringfort_check::model::kube::Object;
use ringfort_check::{Check, Edit, Failure, Meta, Safety, Scene, Severity, Value, Verdict};

use crate::support::dapr;

/// A Configuration of an application does not deny by default.
pub struct DaprDefaultAllow;

impl Check for DaprDefaultAllow {
    const META: Meta = Meta::new(
        "cluster/dapr-default-allow",
        "Dapr lets every application call every method",
        "cluster/dapr-access-control",
        Severity::Medium,
    )
    .gate()
    .frameworks(&["Dapr-Sec-AccessControl", "SP800-204-MS-SS-4", "ASVS-5.0-V13.2.1"]);
    type On = Object;
    const TYPES: &'static [&'static str] = &["Configuration"];

    fn run(on: &Object, _: &Scene<'_>) -> Verdict {
        if !dapr::is_dapr(on) || dapr::is_control_plane(on) {
            return Verdict::NotApplicable;
        }
        let action = Value::text(on.at("spec.accessControl.defaultAction"), "allow");
        Verdict::on(
            &action,
            |a| a.eq_ignore_ascii_case("deny"),
            "denies by default",
            || {
                let at = if action.is_set() { action.span() } else { on.head };
                let failure = Failure::new(
                    at,
                    format!("Configuration `{}` lets every application call every method", on.name),
                );
                if !action.is_set() {
                    return failure;
                }
                failure.fix(
                    "deny by default",
                    vec![Edit { at, text: "deny".to_owned() }],
                    Safety::Unsafe,
                )
            },
        )
    }
}
