//! Write models leave out what the server decides.

use ringfort_check::facts::code::{Schema, SchemaField};
use ringfort_check::{Check, Confidence, Failure, Meta, Scene, Severity, Verdict};

use crate::support::{calls, request};

/// A write model takes a field that the server decides.
pub struct ServerControlledField;

/// What callers may not decide about their own records.
const SERVER: &[&str] = &[
    "role",
    "roles",
    "is_admin",
    "admin",
    "is_staff",
    "is_superuser",
    "superuser",
    "permissions",
    "scopes",
    "is_verified",
    "verified",
    "email_verified",
    "created_at",
    "updated_at",
    "created_by",
    "updated_by",
    "balance",
    "credit",
    "credits",
    "is_active",
    "approved",
    "is_approved",
    "password_hash",
    "hashed_password",
    "price_paid",
    "discount",
];

impl Check for ServerControlledField {
    const META: Meta = Meta::new(
        "code/server-controlled-field",
        "Write model takes a field that the server decides",
        "code/input-validation",
        Severity::Medium,
    )
    .confidence(Confidence::Medium)
    .frameworks(&["CWE-915", "OWASP-API-2023-API3", "ASVS-5.0-15.3.3"]);
    type On = Schema;

    fn run(on: &Schema, scene: &Scene<'_>) -> Verdict {
        if on.is_settings || !request::is_written(scene, on) || is_for_administrators(&on.name) {
            return Verdict::NotApplicable;
        }
        calls::all(on.fields.iter().map(|f| judge(on, f)))
    }
}

fn is_for_administrators(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    lower.contains("admin") || lower.contains("role") || lower.contains("permission")
}

fn judge(schema: &Schema, field: &SchemaField) -> Verdict {
    if SERVER.contains(&field.name.as_str()) {
        let message = format!("the caller sets `{}` through `{}`", field.name, schema.name);
        return Verdict::fail(Failure::new(field.span, message).key(&*field.name));
    }
    Verdict::pass(field.span, "the caller may decide this field")
}
