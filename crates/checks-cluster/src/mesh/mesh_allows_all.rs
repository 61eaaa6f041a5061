//! Authorization policy of the mesh allows everyone.

use ringfort_check::model::kube::Object;
use ringfort_check::{At, Check, Failure, Meta, Node, Scene, Severity, Verdict};

use crate::support::{mesh, open};

/// An ALLOW policy of Istio has a rule without conditions.
pub struct MeshAllowsAll;

impl Check for MeshAllowsAll {
    const META: Meta = Meta::new(
        "cluster/mesh-allows-all",
        "Authorization policy of the mesh allows everyone",
        "cluster/network-policy-ingress-allowlist",
        Severity::Medium,
    )
    .frameworks(&["SP800-204-MS-SS-4", "ASVS-5.0-V13.2.1"]);
    type On = Object;
    const TYPES: &'static [&'static str] = &["AuthorizationPolicy"];

    fn run(on: &Object, _: &Scene<'_>) -> Verdict {
        if !mesh::is_istio_security(on) {
            return Verdict::NotApplicable;
        }
        match on.at("spec.action") {
            At::Absent(_) => {}
            At::Unknown(node) => return Verdict::unknown(node.span, node.cause().to_owned()),
            At::Set(node) if node.as_str() == Some("ALLOW") => {}
            At::Set(_) => return Verdict::NotApplicable,
        }
        let rules = on.at("spec.rules").list().iter().enumerate();
        let failures = rules.filter(|(_, rule)| is_open(rule)).map(|(i, rule)| {
            let message = format!(
                "a rule of AuthorizationPolicy `{}` asks for no caller, port or request: everyone is let in",
                on.name
            );
            Failure::new(rule.span, message).key(i.to_string())
        });
        let verdict = Verdict::of(failures.collect(), on.head, "every rule has a condition");
        open::or_unknown(verdict, on.at("spec"), &["rules", "rules.from", "rules.to", "rules.when"])
    }
}

/// Does a rule let in everyone: nothing is asked, or only that something is there?
fn is_open(rule: &Node) -> bool {
    let written = |key: &str| !rule.at(key).list().is_empty() || rule.at(key).is_unknown();
    !rule.is_unknown() && !["from", "to", "when"].iter().any(|key| written(key))
}
