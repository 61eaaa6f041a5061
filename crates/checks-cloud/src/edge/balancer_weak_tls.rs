//! Load balancer accepts old TLS.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{At, Check, Failure, Meta, Node, Scene, Severity, Value, Verdict};

use crate::support::{aws_settings, companion, companion::Holder, tri};

/// Load balancer accepts old TLS.
pub struct BalancerWeakTls;

impl Check for BalancerWeakTls {
    const META: Meta = Meta::new(
        "cloud/balancer-weak-tls",
        "Load balancer accepts old TLS",
        "cloud/edge-tls-and-waf",
        Severity::Medium,
    )
    .frameworks(&["ASVS-5.0-V12.1.1"])
    .aliases(&[
        "126c1788-23c2-4a10-906c-ef179f4f96ec",
        "61a94903-3cd3-4780-88ec-fc918819b9c8",
        "730a5951-2760-407a-b032-dd629b55c23a",
        "CKV_AWS_103",
        "AWS-0047",
        "ELBV2_LISTENER_SSL_POLICY_RULE",
        "ELB_PREDEFINED_SECURITY_POLICY_SSL_CHECK",
    ]);
    const TYPES: &'static [&'static str] = &[
        "aws_lb_listener",
        "aws_alb_listener",
        "aws_load_balancer_policy",
        "aws_lb_ssl_negotiation_policy",
        "aws_elb",
    ];
    type On = Resource;

    fn run(on: &Resource, scene: &Scene<'_>) -> Verdict {
        match &*on.kind {
            "aws_elb" => return classic(on, scene),
            "aws_load_balancer_policy" => return attributes(on, on.at("policy_attribute")),
            "aws_lb_ssl_negotiation_policy" => return attributes(on, on.at("attribute")),
            _ => {}
        }
        let protocol = on.at("protocol").str().unwrap_or_default();
        if !["HTTPS", "TLS"].iter().any(|p| p.eq_ignore_ascii_case(protocol)) {
            return Verdict::NotApplicable;
        }
        let policy = on.text("ssl_policy", "ELBSecurityPolicy-2016-08");
        Verdict::on(
            &policy,
            |p| is_modern(p),
            "TLS 1.2 or later only",
            || {
                let name = policy.known().map_or("", String::as_str);
                Failure::new(
                    policy.span(),
                    format!("listener `{}` accepts TLS 1.0 and 1.1 ({name})", on.name),
                )
            },
        )
    }
}

/// Policies that begin at TLS 1.2.
fn is_modern(policy: &str) -> bool {
    policy.starts_with("ELBSecurityPolicy-TLS13-1-2")
        || policy.starts_with("ELBSecurityPolicy-TLS13-1-3")
        || policy.contains("TLS-1-2-")
        || policy.contains("FS-1-2-")
}

/// The resources that give a listener of a classic balancer its policy.
const POLICIES: &[Holder] = &[
    ("aws_lb_ssl_negotiation_policy", "load_balancer"),
    ("aws_load_balancer_listener_policy", "load_balancer_name"),
];

/// A classic balancer: the policies written in it, or, where none is given to an encrypted listener, the default.
fn classic(on: &Resource, scene: &Scene<'_>) -> Verdict {
    let encrypted = |l: &&Node| tri::is(l, "lb_protocol", "", &["https", "ssl"]) == Some(true);
    let Some(listener) = on.blocks("listener").iter().find(encrypted) else {
        return Verdict::NotApplicable;
    };
    if companion::of(on, scene, POLICIES, &["name"]).next().is_some() {
        return Verdict::NotApplicable;
    }
    let written = aws_settings::each_block(on, "policies", |p| attributes(on, p.at("attributes")));
    let unnamed = listener.at("policy_names").is_absent();
    match written {
        Verdict::NotApplicable if unnamed => {
            let message = format!(
                "load balancer `{}` has no TLS policy: the default accepts TLS 1.0",
                on.name
            );
            companion::lacking(on, scene, POLICIES, message)
        }
        verdict => verdict,
    }
}

/// A policy of a classic balancer: versions and ciphers that are switched on, or another policy by name.
fn attributes(on: &Resource, list: At<'_>) -> Verdict {
    if let At::Unknown(node) = list {
        return Verdict::unknown(node.span, node.cause().to_owned());
    }
    let verdicts = list.list().iter().map(|a| attribute(on, a));
    verdicts.fold(Verdict::NotApplicable, Verdict::and)
}

fn attribute(on: &Resource, attribute: &Node) -> Verdict {
    let (key, value) = (attribute.at("name"), Value::text(attribute.at("value"), ""));
    let Some(key) = key.str() else {
        return Verdict::unknown(attribute.span, "an attribute of the policy is not known");
    };
    let good = |v: &String| match key {
        "Reference-Security-Policy" => is_modern(v),
        _ => !is_on(v) || !is_old(key),
    };
    Verdict::on(&value, good, "TLS 1.2 or later only", || {
        let message = format!("`{}` accepts {key} ({})", on.name, value_of(&value));
        Failure::new(value.span(), message).key(key)
    })
}

fn value_of(value: &Value<String>) -> &str {
    value.known().map_or("", String::as_str)
}

fn is_on(value: &str) -> bool {
    value.eq_ignore_ascii_case("true") || value == "1"
}

/// Versions before TLS 1.2, and ciphers that are broken or have no secret.
fn is_old(attribute: &str) -> bool {
    let version = attribute.strip_prefix("Protocol-").is_some_and(|v| v != "TLSv1.2");
    let weak = ["RC4", "RC2", "DES-", "NULL", "EXP-", "ADH-", "MD5", "SEED"];
    version || weak.iter().any(|w| attribute.contains(w))
}
