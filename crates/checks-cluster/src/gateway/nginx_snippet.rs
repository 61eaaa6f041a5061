//! Ingress injects configuration into nginx.

use ringfort_check::model::kube::Object;
use ringfort_check::{Check, Failure, Meta, Node, Scene, Severity, Verdict};

/// A snippet annotation is present.
pub struct NginxSnippet;

impl Check for NginxSnippet {
    const META: Meta = Meta::new(
        "cluster/nginx-snippet",
        "Ingress injects configuration into nginx",
        "cluster/gateway-hardening",
        Severity::High,
    )
    .frameworks(&["OWASP-K8s-2025-K06"])
    .aliases(&[
        "CKV_K8S_152",
        "CKV_K8S_153",
        "CKV_K8S_154",
        "KCV-0093",
        "C-0059",
        "disallow-ingress-nginx-custom-snippets",
        "AC_K8S_0050",
    ]);
    type On = Object;
    const TYPES: &'static [&'static str] = &["Ingress"];

    fn run(on: &Object, _: &Scene<'_>) -> Verdict {
        let annotations = on.at("metadata.annotations").node().map_or(&[][..], Node::entries);
        let snippets = annotations.iter().filter(|e| {
            let name = e.key.rsplit('/').next().unwrap_or("");
            e.key.starts_with("nginx.ingress.kubernetes.io/") && name.ends_with("-snippet")
        });
        let failures = snippets.map(|e| {
            let message =
                format!("Ingress `{}` writes raw nginx configuration through `{}`", on.name, e.key);
            Failure::new(e.key_span, message).key(&*e.key)
        });
        Verdict::of(failures.collect(), on.head, "injects no configuration")
    }
}
