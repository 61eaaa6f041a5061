//! API server accepts anonymous requests.

use ringfort_check::facts::kube::Component;
use ringfort_check::{Check, Meta, Safety, Scene, Severity, Verdict};

use crate::support::authentication;
use crate::support::flags::{self, Rule};

const RULE: Rule = Rule::new("anonymous-auth", "so callers without credentials are let in")
    .fixed("false", Safety::Unsafe);

/// API server accepts anonymous requests.
pub struct AnonymousAuthEnabled;

impl Check for AnonymousAuthEnabled {
    const META: Meta = Meta::new(
        "cluster/anonymous-auth-enabled",
        "API server accepts anonymous requests",
        "cluster/anonymous-auth-disabled",
        Severity::High,
    )
    .gate()
    .frameworks(&["CIS-K8s-1.2.1", "NSA-AuthN-AuthZ", "OWASP-K8s-2025-K09", "MS-TA9029"])
    .aliases(&["1de5cc51-f376-4638-a940-20f2e85ae238", "CKV_K8S_68", "KCV-0001", "C-0113"]);
    const TYPES: &'static [&'static str] = &["kube-apiserver"];
    type On = Component;

    fn run(on: &Component, scene: &Scene<'_>) -> Verdict {
        if on.flag("anonymous-auth").is_none() && on.flag("authentication-config").is_some() {
            let Some(config) = authentication::named_by(scene, on) else {
                let at = on.value("authentication-config").span();
                return Verdict::unknown(at, "the file that this flag names was not read");
            };
            let verdict = authentication::anonymous(config);
            if !matches!(verdict, Verdict::NotApplicable) {
                return verdict;
            }
        }
        flags::is(on, scene, false, RULE)
    }
}
