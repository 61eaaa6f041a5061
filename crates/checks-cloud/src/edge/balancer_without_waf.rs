//! Public load balancer has no web application firewall.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::{companion, companion::Holder, settings};

/// Public load balancer has no web application firewall.
pub struct BalancerWithoutWaf;

impl Check for BalancerWithoutWaf {
    const META: Meta = Meta::new(
        "cloud/balancer-without-waf",
        "Public load balancer has no web application firewall",
        "cloud/edge-tls-and-waf",
        Severity::Low,
    )
    .frameworks(&["OWASP-API-2023-API4"])
    .aliases(&[
        "0afa6ab8-a047-48cf-be07-93a2f8c34cf7",
        "105ba098-1e34-48cd-b0f2-a8a43a51bf9b",
        "CKV2_AWS_28",
    ]);
    const TYPES: &'static [&'static str] = &["aws_lb", "aws_alb"];
    type On = Resource;

    fn run(on: &Resource, scene: &Scene<'_>) -> Verdict {
        let kind = on.text("load_balancer_type", "application");
        let inner = on.bool("internal", false);
        if inner.is(&true) || kind.known().is_some_and(|k| k != "application") {
            return Verdict::NotApplicable;
        }
        if let Some(open) = settings::unknown(&kind).or_else(|| settings::unknown(&inner)) {
            return open;
        }
        match companion::of(on, scene, ASSOCIATIONS, &["arn"]).next() {
            Some(found) => Verdict::pass(found.header, "a web ACL stands before it"),
            None => companion::lacking(
                on,
                scene,
                ASSOCIATIONS,
                format!("load balancer `{}` is public and has no web ACL", on.name),
            ),
        }
    }
}

/// The resources that put a web ACL before a balancer.
const ASSOCIATIONS: &[Holder] = &[
    ("aws_wafv2_web_acl_association", "resource_arn"),
    ("aws_wafregional_web_acl_association", "resource_arn"),
];
