//! Ingress serves hosts without TLS.

use ringfort_check::model::kube::Object;
use ringfort_check::{Check, Failure, Meta, Node, Scene, Severity, Verdict};

/// A host of an Ingress is not covered by its `tls`.
pub struct IngressWithoutTls;

impl Check for IngressWithoutTls {
    const META: Meta = Meta::new(
        "cluster/ingress-without-tls",
        "Ingress serves hosts without TLS",
        "cluster/gateway-tls",
        Severity::High,
    )
    .gate()
    .frameworks(&["K8s-4C-Cluster-IngressTLS", "ASVS-5.0-V12.2.1", "CIS-EKS-5.4.5"])
    .aliases(&[
        "C-0263",
        "tlsSettingsMissing",
        "require-ingress-https",
        "httpsonly",
        "AC_K8S_0002",
    ]);
    type On = Object;
    const TYPES: &'static [&'static str] = &["Ingress"];

    fn run(on: &Object, _: &Scene<'_>) -> Verdict {
        let spec = on.at("spec");
        let Some(spec) = spec.node().filter(|s| !s.has_unknown()) else {
            return Verdict::unknown(spec.span(), "the Ingress is not fully known");
        };
        let alb = on.annotation("alb.ingress.kubernetes.io/certificate-arn");
        if !alb.is_absent() {
            return Verdict::pass(alb.span(), "the load balancer serves TLS");
        }
        let tls = spec.at("tls").list();
        let covered: Vec<&str> =
            tls.iter().flat_map(|t| t.at("hosts").list()).filter_map(Node::as_str).collect();
        let default_certificate = tls.iter().any(|t| t.at("hosts").is_absent());
        let covers = |host: &str| {
            default_certificate
                || covered.iter().any(|c| c.eq_ignore_ascii_case(host) || is_wildcard_of(c, host))
        };
        let mut failures = vec![];
        for rule in spec.at("rules").list() {
            let host = rule.at("host").str().unwrap_or("");
            if (host.is_empty() && tls.is_empty()) || (!host.is_empty() && !covers(host)) {
                let shown = if host.is_empty() { "every host" } else { host };
                let message = format!("Ingress `{}` serves {shown} without TLS", on.name);
                failures.push(Failure::new(rule.at("host").span(), message).key(host));
            }
        }
        if spec.at("rules").list().is_empty() && tls.is_empty() {
            failures.push(Failure::new(on.head, format!("Ingress `{}` has no TLS", on.name)));
        }
        // Google's controller serves HTTP beside TLS where this annotation says so.
        let plain = on.annotation("kubernetes.io/ingress.allow-http");
        if failures.is_empty() && plain.str() == Some("true") {
            let message = format!("Ingress `{}` serves its hosts without TLS as well", on.name);
            failures.push(Failure::new(plain.span(), message));
        }
        Verdict::of(failures, on.head, "every host is covered by tls")
    }
}

/// Does `*.example.com` cover `a.example.com`? One label only, as in certificates.
fn is_wildcard_of(pattern: &str, host: &str) -> bool {
    let rest = |name: &str| name.split_once('.').map(|(_, rest)| rest.to_ascii_lowercase());
    pattern.starts_with("*.") && rest(pattern) == rest(host)
}
