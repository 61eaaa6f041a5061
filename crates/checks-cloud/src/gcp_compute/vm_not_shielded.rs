//! Google machine is not a Shielded VM.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{At, Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::gcp_vm;

/// Google machine is not a Shielded VM.
pub struct VmNotShielded;

impl Check for VmNotShielded {
    const META: Meta = Meta::new(
        "cloud/vm-not-shielded",
        "Google machine is not a Shielded VM",
        "cloud/organization-guardrails",
        Severity::Low,
    )
    .aliases(&[
        "18d3a83d-4414-49dc-90ea-f0387b2856cc",
        "1b44e234-3d73-41a8-9954-0b154135280e",
        "9038b526-4c19-4928-bca2-c03d503bdb79",
        "CKV_GCP_39",
        "GCP-0041",
        "GCP-0045",
        "GCP-0067",
    ]);
    const TYPES: &'static [&'static str] = gcp_vm::TYPES;
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let message = || format!("nothing measures what `{}` boots", on.name);
        match on.at("shielded_instance_config") {
            At::Absent(_) if gcp_vm::inherits(on) => Verdict::NotApplicable,
            At::Absent(at) => Verdict::fail(Failure::new(at, message())),
            At::Unknown(node) => Verdict::unknown(node.span, node.cause().to_owned()),
            At::Set(_) => ["enable_vtpm", "enable_integrity_monitoring"]
                .map(|name| on.bool(&format!("shielded_instance_config.{name}"), true))
                .iter()
                .map(|part| {
                    let failure = || Failure::new(part.span(), message());
                    Verdict::on(part, |p| *p, "boots are measured", failure)
                })
                .fold(Verdict::NotApplicable, Verdict::and),
        }
    }
}
