//! Load balancer serves plain HTTP.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

/// Load balancer serves plain HTTP.
pub struct BalancerPlainHttp;

impl Check for BalancerPlainHttp {
    const META: Meta = Meta::new(
        "cloud/balancer-plain-http",
        "Load balancer serves plain HTTP",
        "cloud/edge-tls-and-waf",
        Severity::High,
    )
    .gate()
    .frameworks(&["CIS-EKS-5.4.5", "ASVS-5.0-V12.2.1", "MITRE-T1557"])
    .aliases(&[
        "275a3217-ca37-40c1-a6cf-bb57d245ab32",
        "80908a75-586b-4c61-ab04-490f4f4525b8",
        "de7f5e83-da88-4046-871f-ea18504b1d43",
        "f81d63d2-c5d7-43a4-a5b5-66717a41c895",
        "CKV_AWS_2",
        "AWS-0054",
        "FG_R00013",
        "AC_AWS_0491",
        "ELBV2_LISTENER_PROTOCOL_RULE",
    ]);
    const TYPES: &'static [&'static str] = &["aws_lb_listener", "aws_alb_listener"];
    type On = Resource;

    fn run(on: &Resource, scene: &Scene<'_>) -> Verdict {
        let internal = scene
            .facts
            .targets(on, "load_balancer_arn")
            .any(|lb| lb.bool("internal", false).is(&true));
        if internal {
            return Verdict::NotApplicable;
        }
        let protocol = on.text("protocol", "");
        let actions = on.blocks("default_action");
        let redirects = actions.iter().any(|a| {
            a.at("type").str() == Some("redirect")
                && a.at("redirect.protocol").str() != Some("HTTP")
        });
        Verdict::on(
            &protocol,
            |p| p != "HTTP" || redirects,
            "traffic is encrypted or sent on to HTTPS",
            || Failure::new(protocol.span(), format!("listener `{}` serves plain HTTP", on.name)),
        )
    }
}
