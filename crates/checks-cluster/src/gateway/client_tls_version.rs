//! Gateway accepts outdated TLS.

use ringfort_check::model::kube::Object;
use ringfort_check::{At, Check, Edit, Failure, Meta, Safety, Scene, Severity, Verdict};

/// `minVersion` of a ClientTrafficPolicy is below 1.2.
pub struct ClientTlsVersion;

impl Check for ClientTlsVersion {
    const META: Meta = Meta::new(
        "cluster/client-tls-version",
        "Gateway accepts outdated TLS",
        "cluster/gateway-tls",
        Severity::Medium,
    )
    .frameworks(&["ASVS-5.0-V12.1.1"]);
    type On = Object;
    const TYPES: &'static [&'static str] = &["ClientTrafficPolicy"];

    fn run(on: &Object, _: &Scene<'_>) -> Verdict {
        let at = on.at("spec.tls.minVersion");
        if on.group() != "gateway.envoyproxy.io" {
            return Verdict::NotApplicable;
        }
        match at {
            At::Absent(span) => Verdict::default(span, "Envoy Gateway starts at TLS 1.2"),
            At::Unknown(node) => Verdict::unknown(node.span, "the version is not known"),
            At::Set(node) if matches!(node.scalar().as_deref(), Some("1.0" | "1" | "1.1")) => {
                let message = format!("ClientTrafficPolicy `{}` accepts TLS before 1.2", on.name);
                let edit = Edit { at: node.span, text: "\"1.2\"".to_owned() };
                Verdict::fail(Failure::new(node.span, message).fix(
                    "ask for TLS 1.2",
                    vec![edit],
                    Safety::Unsafe,
                ))
            }
            At::Set(node) => Verdict::pass(node.span, "asks for TLS 1.2 or later"),
        }
    }
}
