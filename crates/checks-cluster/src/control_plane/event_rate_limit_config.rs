//! Admission configuration without limits for events.

use ringfort_check::model::kube::Object;
use ringfort_check::{At, Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::open;

/// An AdmissionConfiguration does not configure EventRateLimit.
pub struct EventRateLimitConfig;

impl Check for EventRateLimitConfig {
    const META: Meta = Meta::new(
        "cluster/event-rate-limit-config",
        "Admission configuration has no limits for events",
        "cluster/api-server-hardening",
        Severity::Low,
    )
    .frameworks(&["CIS-K8s-1.2.9"])
    .aliases(&["e0099af2-fe17-411f-9991-0de28fe15f3c", "CKV_K8S_78", "KCV-0010", "C-0121"]);
    const TYPES: &'static [&'static str] = &["AdmissionConfiguration"];
    type On = Object;

    fn run(on: &Object, _: &Scene<'_>) -> Verdict {
        // The plugin refuses to start without limits, so a file without them shows that it is off.
        let plugins = on.at("plugins").list();
        let entry = plugins.iter().find(|p| p.at("name").str() == Some("EventRateLimit"));
        match entry {
            Some(entry) => Verdict::pass(entry.span, "EventRateLimit is configured"),
            None => open::unless_known(At::Set(&on.root), &["plugins.name"], || {
                let message = "no entry for `EventRateLimit`, so one client can flood the control \
                               plane with events";
                Verdict::fail(Failure::new(on.head, message))
            }),
        }
    }
}
