//! Secret is never rotated.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::{companion, companion::Holder};

/// Secret is never rotated.
pub struct SecretWithoutRotation;

impl Check for SecretWithoutRotation {
    const META: Meta = Meta::new(
        "cloud/secret-without-rotation",
        "Secret is never rotated",
        "cloud/credential-rotation",
        Severity::Low,
    )
    .frameworks(&["ASVS-5.0-V13.3.4", "OWASP-K8s-2025-K03"])
    .aliases(&["CKV2_AWS_57", "SECRETSMANAGER_ROTATION_ENABLED_CHECK"]);
    const TYPES: &'static [&'static str] = &["aws_secretsmanager_secret"];
    type On = Resource;

    fn run(on: &Resource, scene: &Scene<'_>) -> Verdict {
        let own = on.at("rotation_rules").list().first().map(|_| on);
        let found = companion::of(on, scene, ROTATIONS, &["name", "id", "arn"]).next();
        let Some(rotation) = found.or(own) else {
            let message = format!("secret `{}` has no rotation", on.name);
            return companion::lacking(on, scene, ROTATIONS, message);
        };
        if !rotation.at("rotation_rules.schedule_expression").is_absent() {
            return Verdict::pass(rotation.header, "rotated on a schedule");
        }
        let days = rotation.int("rotation_rules.automatically_after_days", 0);
        Verdict::on(
            &days,
            |d| (1..=90).contains(d),
            "rotated within 90 days",
            || {
                let message = format!(
                    "secret `{}` is rotated every {} days, more than 90",
                    on.name,
                    days.known().copied().unwrap_or_default()
                );
                Failure::new(days.span(), message)
            },
        )
    }
}

/// Where rotation is set up; up to version 3 of the provider it was a block of the secret.
const ROTATIONS: &[Holder] = &[("aws_secretsmanager_secret_rotation", "secret_id")];
