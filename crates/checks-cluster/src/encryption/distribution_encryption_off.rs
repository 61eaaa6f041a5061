//! Secrets of k3s that are stored as they are.

use ringfort_check::model::Document;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Span, Value, Verdict};

/// The configuration of a k3s server does not encrypt Secrets.
pub struct DistributionEncryptionOff;

impl Check for DistributionEncryptionOff {
    const META: Meta = Meta::new(
        "cluster/distribution-encryption-off",
        "k3s stores Secrets unencrypted",
        "cluster/secrets-encryption-at-rest",
        Severity::High,
    )
    .gate()
    .frameworks(&["CIS-K8s-1.2.27", "CIS-K8s-1.2.28"]);
    const TYPES: &'static [&'static str] = &["k3s"];
    type On = Document;

    fn run(on: &Document, _: &Scene<'_>) -> Verdict {
        // RKE2 encrypts always; an agent stores nothing; a drop-in may leave it to the main file.
        let is_k3s = on.path.contains("k3s");
        let agent = on.root.get("server").is_some() && on.root.get("kube-apiserver-arg").is_none();
        let drop_in = on.path.contains("config.yaml.d/");
        let value = Value::bool(on.root.at("secrets-encryption"), false);
        if !is_k3s || agent || drop_in && !value.is_set() {
            return Verdict::NotApplicable;
        }
        Verdict::on(
            &value,
            |v| *v,
            "Secrets are encrypted",
            || {
                let at = if value.is_set() { value.span() } else { first_key(on) };
                Failure::new(
                    at,
                    "`secrets-encryption` is not set, so Secrets are stored as they are",
                )
            },
        )
    }
}

fn first_key(on: &Document) -> Span {
    on.root.entries().first().map_or(Span::file(on.source), |e| e.key_span)
}
