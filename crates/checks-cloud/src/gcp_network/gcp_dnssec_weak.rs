//! Google DNS zone is signed with SHA-1.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{At, Check, Failure, Meta, Node, Scene, Severity, Value, Verdict};

/// Google DNS zone is signed with SHA-1.
pub struct GcpDnssecWeak;

impl Check for GcpDnssecWeak {
    const META: Meta = Meta::new(
        "cloud/gcp-dnssec-weak",
        "Google DNS zone is signed with SHA-1",
        "cloud/edge-tls-and-waf",
        Severity::Low,
    )
    .aliases(&[
        "6cf4c3a7-ceb0-4475-8892-3745b84be24a",
        "6d7b121a-a2ed-4e37-bd2f-80d9df1dfd35",
        "ccc3100c-0fdd-4a5e-9908-c10107291860",
        "CKV_GCP_17",
        "GCP-0012",
    ]);
    const TYPES: &'static [&'static str] = &["google_dns_managed_zone"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let specs = match on.at("dnssec_config.default_key_specs") {
            At::Unknown(node) => return Verdict::unknown(node.span, node.cause().to_owned()),
            At::Absent(at) => return Verdict::default(at, "signed with SHA-256 by default"),
            At::Set(node) => node.one_or_many(),
        };
        let judge = |spec: &Node| {
            let algorithm = Value::text(spec.at("algorithm"), "rsasha256");
            let strong = |a: &String| !a.eq_ignore_ascii_case("rsasha1");
            Verdict::on(&algorithm, strong, "signed with a strong hash", || {
                let message = format!("zone `{}` is signed with RSA and SHA-1", on.name);
                Failure::new(algorithm.span(), message)
            })
        };
        specs.iter().map(judge).fold(Verdict::NotApplicable, Verdict::and)
    }
}
