//! Default ServiceAccount hands out its token.

use ringfort_check::model::kube::Object;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Value, Verdict};

use crate::support::place;

/// A ServiceAccount `default` does not switch the mount off.
pub struct DefaultAccountAutomount;

impl Check for DefaultAccountAutomount {
    const META: Meta = Meta::new(
        "cluster/default-account-automount",
        "Default ServiceAccount hands out its token",
        "cluster/service-account-hygiene",
        Severity::Low,
    )
    .frameworks(&["CIS-K8s-5.1.5", "CIS-EKS-4.1.5"])
    .aliases(&["CKV_K8S_41", "C-0189", "FG_R00483"]);
    type On = Object;
    const TYPES: &'static [&'static str] = &["ServiceAccount"];

    fn run(on: &Object, scene: &Scene<'_>) -> Verdict {
        if &*on.name != "default" || !place::is_application(scene, on) {
            return Verdict::NotApplicable;
        }
        let mounts = Value::bool(on.at("automountServiceAccountToken"), true);
        Verdict::on(
            &mounts,
            |m| !m,
            "no token is mounted by default",
            || {
                let at = if mounts.is_set() { mounts.span() } else { on.head };
                Failure::new(
                    at,
                    "the default ServiceAccount mounts its token into every pod that names none",
                )
            },
        )
    }
}
