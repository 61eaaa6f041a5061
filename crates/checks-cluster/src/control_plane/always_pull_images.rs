//! Admission plugin AlwaysPullImages is off.

use ringfort_check::facts::kube::Component;
use ringfort_check::{Check, Meta, Safety, Scene, Severity, Verdict};

use crate::support::flags;

const HARM: &str = "so a pod can use private images that another pod left on the node";

/// Admission plugin AlwaysPullImages is off.
pub struct AlwaysPullImages;

impl Check for AlwaysPullImages {
    const META: Meta = Meta::new(
        "cluster/always-pull-images",
        "Admission plugin AlwaysPullImages is off",
        "cluster/api-server-hardening",
        Severity::Low,
    )
    .frameworks(&["CIS-K8s-1.2.11"])
    .aliases(&[
        "a77f4d07-c6e0-4a48-8b35-0eeb51576f4f",
        "CKV_K8S_80",
        "KCV-0012",
        "C-0123",
        "AC_K8S_0021",
    ]);
    const TYPES: &'static [&'static str] = &["kube-apiserver"];
    type On = Component;

    fn run(on: &Component, scene: &Scene<'_>) -> Verdict {
        flags::plugin(on, scene, "AlwaysPullImages", HARM, Some(Safety::Unsafe))
    }
}
