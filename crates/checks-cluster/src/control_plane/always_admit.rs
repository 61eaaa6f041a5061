//! Admission plugin AlwaysAdmit is on.

use ringfort_check::facts::kube::Component;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::flags::{self, Rule};

const HARM: &str = "so admission refuses nothing";

/// Admission plugin AlwaysAdmit is on.
pub struct AlwaysAdmit;

impl Check for AlwaysAdmit {
    const META: Meta = Meta::new(
        "cluster/always-admit",
        "Admission plugin AlwaysAdmit is on",
        "cluster/api-server-hardening",
        Severity::High,
    )
    .gate()
    .frameworks(&["CIS-K8s-1.2.10"])
    .aliases(&["ce30e584-b33f-4c7d-b418-a3d7027f8f60", "CKV_K8S_79", "KCV-0011", "C-0122"]);
    const TYPES: &'static [&'static str] = &["kube-apiserver"];
    type On = Component;

    fn run(on: &Component, scene: &Scene<'_>) -> Verdict {
        flags::lacks(on, scene, &["AlwaysAdmit"], Rule::new(flag_of(on), HARM))
    }
}

/// The list in the flag of today, or of old releases.
fn flag_of(on: &Component) -> &'static str {
    if on.flag("admission-control").is_some() {
        "admission-control"
    } else {
        "enable-admission-plugins"
    }
}
