//! Mesh checks tokens and lets requests without one through.

use ringfort_check::model::kube::{Object, Selector};
use ringfort_check::{At, Check, Failure, Meta, Node, Scene, Severity, Verdict};

use crate::support::{mesh, place};

/// A RequestAuthentication without an AuthorizationPolicy that asks for a request principal.
pub struct TokenNotRequired;

impl Check for TokenNotRequired {
    const META: Meta = Meta::new(
        "cluster/token-not-required",
        "Mesh checks tokens and lets requests without one through",
        "cluster/gateway-hardening",
        Severity::Medium,
    )
    .frameworks(&["SP800-204-MS-SS-4", "ASVS-5.0-V13.2.1"]);
    type On = Object;
    const TYPES: &'static [&'static str] = &["RequestAuthentication"];

    fn run(on: &Object, scene: &Scene<'_>) -> Verdict {
        if !mesh::is_istio_security(on) {
            return Verdict::NotApplicable;
        }
        let rules = on.at("spec.jwtRules");
        if rules.is_unknown() {
            return Verdict::unknown(rules.span(), "its rules are not known");
        }
        if rules.list().is_empty() {
            return Verdict::NotApplicable;
        }
        let root = &scene.facts.kube.mesh.settings.root_namespace;
        let near = |p: &&Object| {
            mesh::is_istio_security(p)
                && (place::together(p, on) || p.namespace.as_deref() == Some(&**root) && p.sees(on))
                && may_meet(p, on)
        };
        let mut unknown = None;
        for policy in scene.facts.objects("AuthorizationPolicy").filter(near) {
            match asks(policy) {
                Some(true) => {
                    let note = format!("`{}` asks for a token", policy.resource);
                    return Verdict::pass(policy.head, note);
                }
                Some(false) => {}
                None => unknown = Some(policy.head),
            }
        }
        if let Some(at) = unknown {
            return Verdict::unknown(at, "part of an AuthorizationPolicy is not known");
        }
        let message = format!(
            "RequestAuthentication `{}` refuses bad tokens only: no AuthorizationPolicy asks for a token at all",
            on.name
        );
        Verdict::fail(Failure::new(on.head, message))
    }
}

/// May the two be about the same pods? Selectors that ask for different values of one label are not.
fn may_meet(a: &Object, b: &Object) -> bool {
    let read = |o: &Object| Selector::read(o.at("spec.selector"));
    let (a, b) = (read(a), read(b));
    a.requirements
        .iter()
        .all(|x| b.requirements.iter().all(|y| x.key != y.key || x.values == y.values))
}

/// Does a policy refuse requests without a token: an ALLOW rule for principals of requests, or a DENY rule for
/// those without? `None` where part of it is not known.
fn asks(policy: &Object) -> Option<bool> {
    let spec = policy.root.at("spec");
    let (action, rules) = (spec.key("action"), spec.key("rules"));
    if action.is_unknown() || rules.node().is_some_and(Node::has_unknown) || rules.is_unknown() {
        return None;
    }
    let denies = action.str() == Some("DENY");
    let field = if denies { "notRequestPrincipals" } else { "requestPrincipals" };
    let source = |n: &Node| !n.at("source").key(field).list().is_empty();
    let claim = |n: &Node| {
        let key = n.at("key").str().unwrap_or("");
        !denies && key.starts_with("request.auth.") && !At::Set(n).key("values").list().is_empty()
    };
    let one = |rule: &Node| {
        rule.at("from").list().iter().any(source) || rule.at("when").list().iter().any(claim)
    };
    Some(rules.list().iter().any(one))
}
