//! Pod security policy admits added capabilities.

use ringfort_check::model::kube::Object;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::psp;

/// Pod security policy admits added capabilities.
pub struct PspAddedCapabilities;

impl Check for PspAddedCapabilities {
    const META: Meta = Meta::new(
        "cluster/psp-added-capabilities",
        "Pod security policy admits added capabilities",
        "cluster/pod-security-admission",
        Severity::Medium,
    )
    .aliases(&[
        "48388bd2-7201-4dcc-b56d-e8a9efa58fad",
        "7307579a-3abb-46ad-9ce5-2a915634d5c8",
        "CKV_K8S_24",
        "C-0219",
    ]);
    const TYPES: &'static [&'static str] = psp::KIND;
    type On = Object;

    fn run(on: &Object, _: &Scene<'_>) -> Verdict {
        let lists = ["spec.allowedCapabilities", "spec.defaultAddCapabilities"];
        lists.iter().map(|path| judge(on, path)).fold(Verdict::NotApplicable, Verdict::and)
    }
}

/// Judges one list, which must be empty.
fn judge(on: &Object, path: &str) -> Verdict {
    match psp::first(on, path) {
        Err(node) => Verdict::unknown(node.span, node.cause().to_owned()),
        Ok(None) => Verdict::pass(on.head, "no capability may be added"),
        Ok(Some(node)) => {
            let name = node.as_str().unwrap_or("a capability");
            let message = format!("policy `{}` lets containers add {name}", on.name);
            Verdict::fail(Failure::new(node.span, message).key(path))
        }
    }
}
