//! Google key is not rotated within 90 days.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Value, Verdict};

/// Google key is not rotated within 90 days.
pub struct GcpKeyRotation;

impl Check for GcpKeyRotation {
    const META: Meta = Meta::new(
        "cloud/gcp-key-rotation",
        "Google key is not rotated within 90 days",
        "cloud/key-management",
        Severity::Medium,
    )
    .gate()
    .frameworks(&["CIS-GCP-1.11"])
    .aliases(&[
        "d8c57c4e-bf6f-4e32-a2bf-8643532de77b",
        "f9b7086b-deb8-4034-9330-d7fd38f1b8de",
        "CKV_GCP_43",
        "GCP-0065",
    ]);
    const TYPES: &'static [&'static str] = &["google_kms_crypto_key"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let purpose = on.text("purpose", "ENCRYPT_DECRYPT");
        match &purpose {
            Value::Unknown(span, cause) => return Verdict::unknown(*span, cause.to_string()),
            Value::Set(p, _) | Value::Default(p, _) if p != "ENCRYPT_DECRYPT" => {
                return Verdict::NotApplicable;
            }
            _ => {}
        }
        let period = on.text("rotation_period", "");
        Verdict::on(
            &period,
            |p| is_quarterly(p),
            "rotated within 90 days",
            || {
                Failure::new(
                    period.span(),
                    format!("key `{}` is not rotated within 90 days", on.name),
                )
            },
        )
    }
}

fn is_quarterly(period: &str) -> bool {
    let seconds = period.strip_suffix('s').and_then(|p| p.split('.').next()?.parse::<u64>().ok());
    seconds.is_some_and(|s| s > 0 && s <= 90 * 24 * 3600)
}
