//! Secrets in settings hide themselves.

use ringfort_check::facts::code::{Schema, SchemaField, ShapeKind};
use ringfort_check::facts::secrets;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::calls;

/// A secret of the settings is a plain text.
pub struct SecretWithoutRedactingType;

impl Check for SecretWithoutRedactingType {
    const META: Meta = Meta::new(
        "code/secret-without-redacting-type",
        "Secret in the settings is a plain text",
        "code/secrets-loading",
        Severity::Low,
    )
    .frameworks(&["CWE-532", "ASVS-5.0-16.2.5"]);
    type On = Schema;

    fn run(on: &Schema, _: &Scene<'_>) -> Verdict {
        if !on.is_settings {
            return Verdict::NotApplicable;
        }
        calls::all(
            on.fields.iter().filter(|f| secrets::is_credential_name(&f.name)).filter_map(judge),
        )
    }
}

fn judge(field: &SchemaField) -> Option<Verdict> {
    match field.shape.kind {
        ShapeKind::Secret => Some(Verdict::pass(field.span, "the type hides the value")),
        ShapeKind::Text | ShapeKind::Any | ShapeKind::Bytes => {
            let message =
                format!("`{}` prints its value wherever the settings are shown", field.name);
            Some(Verdict::fail(Failure::new(field.span, message).key(&*field.name)))
        }
        _ => None,
    }
}
