//! Identity provider of the API server is not pinned down.

use ringfort_check::model::kube::Object;
use ringfort_check::{Check, Failure, Meta, Node, Scene, Severity, Verdict};

/// Identity provider of the API server is not pinned down.
pub struct JwtIssuerWeak;

impl Check for JwtIssuerWeak {
    const META: Meta = Meta::new(
        "cluster/jwt-issuer-weak",
        "Identity provider of the API server is not pinned down",
        "cluster/user-authentication",
        Severity::Medium,
    );
    const TYPES: &'static [&'static str] = &["AuthenticationConfiguration"];
    type On = Object;

    fn run(on: &Object, _: &Scene<'_>) -> Verdict {
        let issuers = on.at("jwt");
        if issuers.is_unknown() || issuers.node().is_some_and(Node::has_unknown) {
            return Verdict::unknown(issuers.span(), "the issuers are not known");
        }
        if issuers.list().is_empty() {
            return Verdict::NotApplicable;
        }
        let failures = issuers.list().iter().filter_map(weakness).collect();
        Verdict::of(failures, issuers.span(), "https issuers with audiences")
    }
}

fn weakness(issuer: &Node) -> Option<Failure> {
    let url = issuer.at("issuer.url");
    let text = url.str().unwrap_or("");
    let message = if !text.starts_with("https://") {
        format!("the issuer `{text}` is not an https URL")
    } else if issuer.at("issuer.audiences").list().is_empty() {
        format!("tokens of `{text}` are accepted for every audience")
    } else {
        return None;
    };
    Some(Failure::new(url.span(), message).key(text))
}
