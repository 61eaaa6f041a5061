//! `CloudFront` talks plain HTTP to its origin.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{At, Check, Failure, Meta, Node, Scene, Severity, Value, Verdict};

use crate::support::tri;

/// `CloudFront` talks plain HTTP to its origin.
pub struct CloudfrontOriginPlainHttp;

impl Check for CloudfrontOriginPlainHttp {
    const META: Meta = Meta::new(
        "cloud/cloudfront-origin-plain-http",
        "CloudFront talks plain HTTP to its origin",
        "cloud/edge-tls-and-waf",
        Severity::Medium,
    )
    .frameworks(&["MITRE-T1557"])
    .aliases(&[
        "a5366a50-932f-4085-896b-41402714a388",
        "CKV2_AWS_72",
        "FG_R00010",
        "AC_AWS_0024",
    ]);
    const TYPES: &'static [&'static str] = &["aws_cloudfront_distribution"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let origins = on.at("origin");
        if origins.is_absent() || on.bool("enabled", true).is(&false) {
            return Verdict::NotApplicable;
        }
        if let At::Unknown(node) = origins {
            return Verdict::unknown(node.span, node.cause().to_owned());
        }
        let verdicts = origins.list().iter().map(|o| origin(on, o));
        verdicts.fold(Verdict::NotApplicable, Verdict::and)
    }
}

/// The blocks that say what viewers may use.
const BEHAVIORS: [&str; 2] = ["default_cache_behavior", "ordered_cache_behavior"];

/// May viewers come in clear?
fn plain_viewers(on: &Resource) -> Option<bool> {
    tri::any(BEHAVIORS.iter().flat_map(|name| {
        tri::each(on.at(name), |b| tri::is(b, "viewer_protocol_policy", "", &["allow-all"]))
    }))
}

/// Judges one origin.
fn origin(on: &Resource, origin: &Node) -> Verdict {
    // An origin in S3 is fetched with the protocol that the viewer used.
    let policy = Value::text(origin.at("custom_origin_config.origin_protocol_policy"), "");
    let plain = match policy.known().map(String::as_str) {
        Some("https-only") => Some(false),
        Some("http-only") => Some(true),
        Some("match-viewer") if is_aws(origin) => Some(true),
        Some(_) => plain_viewers(on),
        None => None,
    };
    let at = if policy.is_set() { policy.span() } else { origin.span };
    let name = Value::text(origin.at("origin_id"), "").known().cloned().unwrap_or_default();
    match plain {
        Some(false) => Verdict::pass(at, "the origin is reached over HTTPS"),
        None => Verdict::unknown(at, "how the origin is reached is not known"),
        Some(true) => {
            let message = format!("distribution `{}` may fetch from `{name}` in clear", on.name);
            let failure = Failure::new(at, message).key(name);
            let behaviors = BEHAVIORS.iter().flat_map(|name| on.blocks(name));
            let policies = behaviors.map(|b| b.at("viewer_protocol_policy"));
            let plain = policies.filter(|p| p.str() == Some("allow-all"));
            Verdict::fail(plain.fold(failure, |f, p| f.related(p.span(), "viewers come in clear")))
        }
    }
}

/// Is the origin an endpoint of AWS by its own name?
fn is_aws(origin: &Node) -> bool {
    origin.at("domain_name").str().is_some_and(|d| d.ends_with(".amazonaws.com"))
}
