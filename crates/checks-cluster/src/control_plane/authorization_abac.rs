//! API server uses the file-based ABAC authoriser.

use ringfort_check::facts::kube::Component;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::flags::{self, Rule};

const HARM: &str = "so a file on the control plane gives rights that no Role shows";

/// API server uses the file-based ABAC authoriser.
pub struct AuthorizationAbac;

impl Check for AuthorizationAbac {
    const META: Meta = Meta::new(
        "cluster/authorization-abac",
        "API server uses the file-based ABAC authoriser",
        "cluster/authorization-mode",
        Severity::High,
    )
    .gate()
    .frameworks(&["NSA-AuthN-AuthZ"]);
    const TYPES: &'static [&'static str] = &["kube-apiserver"];
    type On = Component;

    fn run(on: &Component, scene: &Scene<'_>) -> Verdict {
        flags::lacks(on, scene, &["ABAC"], Rule::new("authorization-mode", HARM))
    }
}
