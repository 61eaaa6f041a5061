//! Dapr component talks to Redis without TLS.

use ringfort_check::model::kube::Object;
use ringfort_check::{At, Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::dapr;

/// A Redis Component does not set enableTLS.
pub struct ComponentWithoutTls;

impl Check for ComponentWithoutTls {
    const META: Meta = Meta::new(
        "cluster/component-without-tls",
        "Dapr component talks to Redis without TLS",
        "cluster/service-to-service-mtls",
        Severity::Low,
    )
    .frameworks(&["ASVS-5.0-V12.3.3"]);
    type On = Object;
    const TYPES: &'static [&'static str] = &["Component"];

    fn run(on: &Object, _: &Scene<'_>) -> Verdict {
        if !dapr::is_dapr(on) {
            return Verdict::NotApplicable;
        }
        if !on.at("spec.type").str().is_some_and(|t| t.ends_with(".redis")) {
            return Verdict::NotApplicable;
        }
        let item = dapr::item(on, "enableTLS");
        let value = item.map(|i| i.at("value"));
        match value {
            Some(At::Unknown(node)) => Verdict::unknown(node.span, "enableTLS is not known"),
            Some(At::Set(node)) if node.scalar().as_deref() == Some("true") => {
                Verdict::pass(node.span, "TLS is on")
            }
            other => {
                let at = other.map_or(on.head, At::span);
                Verdict::fail(Failure::new(
                    at,
                    format!("Component `{}` talks to Redis without TLS", on.name),
                ))
            }
        }
    }
}
