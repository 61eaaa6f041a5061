//! API server accepts tokens from a static file.

use ringfort_check::facts::kube::Component;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::flags::{self, Rule};

const HARM: &str = "whose tokens never expire";

/// API server accepts tokens from a static file.
pub struct TokenAuthFile;

impl Check for TokenAuthFile {
    const META: Meta = Meta::new(
        "cluster/token-auth-file",
        "API server accepts tokens from a static file",
        "cluster/user-authentication",
        Severity::High,
    )
    .gate()
    .frameworks(&["CIS-K8s-1.2.2", "MS-TA9003"])
    .aliases(&["32ecd76e-7bbf-402e-bf48-8b9485749558", "CKV_K8S_70", "KCV-0002", "C-0114"]);
    const TYPES: &'static [&'static str] = &["kube-apiserver"];
    type On = Component;

    fn run(on: &Component, scene: &Scene<'_>) -> Verdict {
        flags::absent(on, scene, Rule::new("token-auth-file", HARM))
    }
}
