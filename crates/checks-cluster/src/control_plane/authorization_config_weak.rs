//! Authorisation configuration leaves gaps.

use ringfort_check::model::kube::Object;
use ringfort_check::{Check, Failure, Meta, Node, Scene, Severity, Verdict};

/// Authorisation configuration leaves gaps.
pub struct AuthorizationConfigWeak;

impl Check for AuthorizationConfigWeak {
    const META: Meta = Meta::new(
        "cluster/authorization-config-weak",
        "Authorisation configuration leaves gaps",
        "cluster/authorization-mode",
        Severity::High,
    )
    .gate()
    .frameworks(&["CIS-K8s-1.2.6", "CIS-K8s-1.2.8"]);
    const TYPES: &'static [&'static str] = &["AuthorizationConfiguration"];
    type On = Object;

    fn run(on: &Object, _: &Scene<'_>) -> Verdict {
        let list = on.at("authorizers");
        if list.is_unknown() || list.node().is_some_and(Node::has_unknown) {
            return Verdict::unknown(list.span(), "the authorisers are not known");
        }
        let mut failures: Vec<Failure> = list.list().iter().filter_map(weakness).collect();
        for wanted in ["RBAC", "Node"] {
            if !list.list().iter().any(|a| a.at("type").str() == Some(wanted)) {
                let message = format!("the authorisers do not contain `{wanted}`");
                failures.push(Failure::new(on.head, message).key(wanted));
            }
        }
        Verdict::of(failures, list.span(), "RBAC and Node decide")
    }
}

fn weakness(authorizer: &Node) -> Option<Failure> {
    let kind = authorizer.at("type");
    let name = authorizer.at("name").str().unwrap_or("");
    let policy = authorizer.at("webhook.failurePolicy");
    match kind.str()? {
        "AlwaysAllow" => {
            Some(Failure::new(kind.span(), "an authoriser allows every request").key(name))
        }
        "ABAC" => Some(Failure::new(kind.span(), "a file of ABAC rules gives rights").key(name)),
        "Webhook" if policy.str() == Some("NoOpinion") => {
            let message = format!("the webhook `{name}` is skipped when it cannot answer");
            Some(Failure::new(policy.span(), message).key(name))
        }
        _ => None,
    }
}
