//! Who owns an object follows from who calls.

use ringfort_check::facts::code::{Schema, SchemaField};
use ringfort_check::{Check, Confidence, Failure, Meta, Scene, Severity, Verdict};

use crate::support::{calls, request};

/// The owner of an object is taken from the body.
pub struct OwnerFromBody;

const OWNERS: &[&str] = &[
    "owner",
    "owner_id",
    "tenant",
    "tenant_id",
    "user_id",
    "account_id",
    "organization_id",
    "organisation_id",
    "org_id",
    "created_by_id",
];

impl Check for OwnerFromBody {
    const META: Meta = Meta::new(
        "code/owner-from-body",
        "Owner of an object is taken from the body",
        "code/object-authorization",
        Severity::Medium,
    )
    .confidence(Confidence::Medium)
    .frameworks(&["CWE-639", "OWASP-API-2023-API3", "ASVS-5.0-8.2.3"]);
    type On = Schema;

    fn run(on: &Schema, scene: &Scene<'_>) -> Verdict {
        if on.is_settings || !request::is_written(scene, on) {
            return Verdict::NotApplicable;
        }
        calls::all(on.fields.iter().map(|f| judge(on, f)))
    }
}

fn judge(schema: &Schema, field: &SchemaField) -> Verdict {
    if OWNERS.contains(&field.name.as_str()) {
        let message = format!(
            "the caller says through `{}` whose object it is (`{}`)",
            schema.name, field.name
        );
        return Verdict::fail(Failure::new(field.span, message).key(&*field.name));
    }
    Verdict::pass(field.span, "the field names no owner")
}
