//! Admission plugin EventRateLimit is off.

use ringfort_check::facts::kube::Component;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::flags;

const HARM: &str = "so one client can flood the control plane with events";

/// Admission plugin EventRateLimit is off.
pub struct EventRateLimit;

impl Check for EventRateLimit {
    const META: Meta = Meta::new(
        "cluster/event-rate-limit",
        "Admission plugin EventRateLimit is off",
        "cluster/api-server-hardening",
        Severity::Low,
    )
    .frameworks(&["CIS-K8s-1.2.9"])
    .aliases(&["e0099af2-fe17-411f-9991-0de28fe15f3c", "CKV_K8S_78", "KCV-0010", "C-0121"]);
    const TYPES: &'static [&'static str] = &["kube-apiserver"];
    type On = Component;

    fn run(on: &Component, scene: &Scene<'_>) -> Verdict {
        flags::plugin(on, scene, "EventRateLimit", HARM, None)
    }
}
