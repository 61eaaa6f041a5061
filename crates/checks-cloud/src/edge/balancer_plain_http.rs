//! Load balancer serves plain HTTP.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Failure, Meta, Node, Scene, Severity, Value, Verdict};

use crate::support::{aws_settings, tri};

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
    const TYPES: &'static [&'static str] = &["aws_lb_listener", "aws_alb_listener", "aws_elb"];
    type On = Resource;

    fn run(on: &Resource, scene: &Scene<'_>) -> Verdict {
        if &*on.kind == "aws_elb" {
            return classic(on);
        }
        let silent = on.at("protocol").is_absent() && on.at("port").is_absent();
        let inner = tri::any(
            scene
                .facts
                .targets(on, "load_balancer_arn")
                .map(|lb| lb.bool("internal", false).known().copied()),
        );
        if silent || inner == Some(true) {
            return Verdict::NotApplicable;
        }
        let protocol = on.text("protocol", "HTTP");
        let sent_on = tri::any(tri::each(on.at("default_action"), redirects));
        if protocol.known().is_some_and(|p| p.eq_ignore_ascii_case("http")) && sent_on != Some(true)
        {
            return match (sent_on, inner) {
                (Some(_), Some(_)) => Verdict::fail(Failure::new(
                    protocol.span(),
                    format!("listener `{}` serves plain HTTP", on.name),
                )),
                (None, _) => Verdict::unknown(on.header, "its default action is not known"),
                _ => Verdict::unknown(on.header, "whether its balancer is public is not known"),
            };
        }
        Verdict::on(
            &protocol,
            |_| true,
            "traffic is encrypted or sent on to HTTPS",
            || Failure::new(protocol.span(), ""),
        )
    }
}

/// Does an action send the caller on to HTTPS? A redirect without a protocol keeps the one it came by.
fn redirects(action: &Node) -> Option<bool> {
    tri::all([
        tri::is(action, "type", "", &["redirect"]),
        tri::is(action, "redirect.protocol", "#{protocol}", &["HTTPS"]),
    ])
}

/// The listeners of a classic balancer are blocks within it.
fn classic(on: &Resource) -> Verdict {
    let inner = on.bool("internal", false);
    if inner.is(&true) {
        return Verdict::NotApplicable;
    }
    aws_settings::each_block(on, "listener", |listener| {
        let protocol = Value::text(listener.at("lb_protocol"), "");
        let good = |p: &String| !p.eq_ignore_ascii_case("http");
        let port = listener.at("lb_port").node().and_then(Node::scalar).unwrap_or_default();
        let verdict = Verdict::on(&protocol, good, "traffic is encrypted", || {
            let message = format!("load balancer `{}` serves plain HTTP", on.name);
            Failure::new(protocol.span(), message).key(format!("port {port}"))
        });
        match verdict {
            Verdict::Fail(_) if inner.is_unknown() => {
                Verdict::unknown(inner.span(), "whether the balancer is public is not known")
            }
            verdict => verdict,
        }
    })
}
