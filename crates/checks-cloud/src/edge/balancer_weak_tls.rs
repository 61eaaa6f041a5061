//! Load balancer accepts old TLS.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Value, Verdict};

use crate::support::aws_settings;

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
    ];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        match &*on.kind {
            "aws_load_balancer_policy" => return negotiation(on, "policy_attribute"),
            "aws_lb_ssl_negotiation_policy" => return negotiation(on, "attribute"),
            _ => {}
        }
        let encrypted = matches!(on.at("protocol").str(), Some("HTTPS" | "TLS"));
        if !encrypted {
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

/// A policy of a classic balancer: versions and ciphers that are switched on, or another policy by name.
fn negotiation(on: &Resource, name: &str) -> Verdict {
    aws_settings::each_block(on, name, |attribute| {
        let (key, value) = (attribute.at("name"), Value::text(attribute.at("value"), ""));
        let Some(key) = key.str() else {
            return Verdict::unknown(attribute.span, "an attribute of the policy is not known");
        };
        let good = |v: &String| match key {
            "Reference-Security-Policy" => is_modern(v),
            _ => !is_on(v) || !is_old(key),
        };
        Verdict::on(&value, good, "TLS 1.2 or later only", || {
            let message = format!("policy `{}` accepts {key} ({})", on.name, value_of(&value));
            Failure::new(value.span(), message).key(key)
        })
    })
}

fn value_of(value: &Value<String>) -> &str {
    value.known().map_or("", String::as_str)
}

fn is_on(value: &str) -> bool {
    matches!(value, "true" | "1")
}

/// Versions before TLS 1.2, and ciphers that are broken or have no secret.
fn is_old(attribute: &str) -> bool {
    let version = attribute.strip_prefix("Protocol-").is_some_and(|v| v != "TLSv1.2");
    let weak = ["RC4", "RC2", "DES-", "NULL", "EXP-", "ADH-", "MD5", "SEED"];
    version || weak.iter().any(|w| attribute.contains(w))
}
