//! Google DNS zone is not signed.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Safety, Scene, Severity, Value, Verdict};

use crate::support::settings::Choice;

/// Google DNS zone is not signed.
pub struct GcpDnssecOff;

impl Check for GcpDnssecOff {
    const META: Meta = Meta::new(
        "cloud/gcp-dnssec-off",
        "Google DNS zone is not signed",
        "cloud/edge-tls-and-waf",
        Severity::Low,
    )
    .aliases(&["5ef61c88-bbb4-4725-b1df-55d23c9676bb", "CKV_GCP_16", "GCP-0013"]);
    const TYPES: &'static [&'static str] = &["google_dns_managed_zone"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let visibility = on.text("visibility", "public");
        if !visibility.is(&"public".to_owned()) {
            return match visibility {
                Value::Unknown(span, cause) => Verdict::unknown(span, cause.to_string()),
                _ => Verdict::NotApplicable,
            };
        }
        let state = Choice {
            path: "dnssec_config.state",
            good: &["on", "transfer"],
            default: "off",
            note: "answers are signed",
            safety: Some(Safety::Unsafe),
        };
        state.judge(on, |_| format!("answers for zone `{}` are not signed", on.name))
    }
}
