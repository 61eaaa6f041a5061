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
        let direct = companion::of(on, scene, ROTATIONS, NAMES).next();
        let Some(rotation) = direct.or_else(|| by_attachment(on, scene)).or(own) else {
            let message = format!("secret `{}` has no rotation", on.name);
            return companion::lacking(on, scene, ROTATIONS, message);
        };
        if !rotation.at("rotation_rules.schedule_expression").is_absent() {
            return Verdict::pass(rotation.header, "rotated on a schedule");
        }
        if rotation.at("rotation_rules.automatically_after_days").is_absent() {
            return Verdict::unknown(rotation.header, "the rotation says no interval");
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

/// The attributes by which others name a secret.
const NAMES: &[&str] = &["name", "id", "arn"];

/// A template attaches the secret of a database to it, and rotates what is attached.
const ATTACHMENTS: &[Holder] = &[("cloudformation_secret_target_attachment", "secret_id")];

fn by_attachment<'a>(on: &'a Resource, scene: &Scene<'a>) -> Option<&'a Resource> {
    let mut attached = companion::of(on, scene, ATTACHMENTS, NAMES);
    attached.find_map(|a| companion::of(a, scene, ROTATIONS, NAMES).next())
}

/// Where rotation is set up; up to version 3 of the provider it was a block of the secret.
const ROTATIONS: &[Holder] = &[("aws_secretsmanager_secret_rotation", "secret_id")];
