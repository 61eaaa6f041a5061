//! API server keeps requests open too long.

use ringfort_check::facts::kube::Component;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::duration;
use crate::support::flags::{self, Rule};

const HARM: &str = "so slow requests can use up the API server";

/// API server keeps requests open too long.
pub struct RequestTimeout;

impl Check for RequestTimeout {
    const META: Meta = Meta::new(
        "cluster/request-timeout",
        "API server keeps requests open too long",
        "cluster/api-server-hardening",
        Severity::Low,
    )
    .frameworks(&["CIS-K8s-1.2.20"])
    .aliases(&["d89a15bb-8dba-4c71-9529-bef6729b9c09", "CKV_K8S_95", "C-0134"]);
    const TYPES: &'static [&'static str] = &["kube-apiserver"];
    type On = Component;

    fn run(on: &Component, scene: &Scene<'_>) -> Verdict {
        flags::meets(on, scene, Rule::new("request-timeout", HARM), |text| {
            duration::seconds(text).is_some_and(|s| s > 0.0 && s <= 300.0)
        })
    }
}
