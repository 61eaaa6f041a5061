//! Fields of request models say what they hold.

use ringfort_check::facts::code::{Schema, SchemaField, ShapeKind};
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::{calls, request};

/// A field of a request model takes anything.
pub struct OpenSchemaField;

impl Check for OpenSchemaField {
    const META: Meta = Meta::new(
        "code/open-schema-field",
        "Field of a request model takes anything",
        "code/input-validation",
        Severity::Medium,
    )
    .frameworks(&["CWE-20", "ASVS-5.0-2.2.1"]);
    type On = Schema;

    fn run(on: &Schema, scene: &Scene<'_>) -> Verdict {
        if !request::is_request(scene, on) {
            return Verdict::NotApplicable;
        }
        calls::all(on.fields.iter().filter(|f| f.name != "model_config").map(|f| judge(on, f)))
    }
}

fn judge(schema: &Schema, field: &SchemaField) -> Verdict {
    let open = |kind: &ShapeKind| matches!(kind, ShapeKind::Dict | ShapeKind::Any);
    let bad = match &field.shape.kind {
        ShapeKind::List(item) => open(&item.kind),
        kind => open(kind),
    };
    if bad {
        let message = format!(
            "`{}.{}` takes a mapping or value of any kind and size",
            schema.name, field.name
        );
        return Verdict::fail(Failure::new(field.span, message).key(&*field.name));
    }
    Verdict::pass(field.span, "the field has a type")
}
