//! Service claims external addresses.

use ringfort_check::model::kube::Object;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

/// `externalIPs` is set.
pub struct ExternalIps;

impl Check for ExternalIps {
    const META: Meta = Meta::new(
        "cluster/external-ips",
        "Service claims external addresses",
        "cluster/service-exposure",
        Severity::High,
    )
    .frameworks(&["MS-M9008"])
    .aliases(&["KSV-0108", "restrict-external-ips", "externalip", "AC_K8S_0112"]);
    type On = Object;
    const TYPES: &'static [&'static str] = &["Service"];

    fn run(on: &Object, _: &Scene<'_>) -> Verdict {
        let at = on.at("spec.externalIPs");
        if at.is_unknown() {
            return Verdict::unknown(at.span(), "the addresses are not known");
        }
        let failures = at.list().iter().map(|ip| {
            let shown = ip.scalar().unwrap_or_default();
            Failure::new(ip.span, format!("Service `{}` takes traffic for {shown}", on.name))
                .key(shown)
        });
        Verdict::of(failures.collect(), on.head, "claims no address")
    }
}
