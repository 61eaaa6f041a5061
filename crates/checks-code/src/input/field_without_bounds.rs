//! Texts and lists of request models have a greatest length.

use ringfort_check::facts::code::{Schema, SchemaField, Shape, ShapeKind};
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::{calls, request};

/// A text or list of a request model has no greatest length.
pub struct FieldWithoutBounds;

impl Check for FieldWithoutBounds {
    const META: Meta = Meta::new(
        "code/field-without-bounds",
        "Field of a request model has no greatest length",
        "code/input-validation",
        Severity::Medium,
    )
    .frameworks(&["CWE-770", "CWE-1284", "ASVS-5.0-2.2.1"]);
    type On = Schema;

    fn run(on: &Schema, scene: &Scene<'_>) -> Verdict {
        if !request::is_request(scene, on) {
            return Verdict::NotApplicable;
        }
        calls::all(on.fields.iter().filter_map(|f| judge(on, f)))
    }
}

fn judge(schema: &Schema, field: &SchemaField) -> Option<Verdict> {
    let what = match &field.shape.kind {
        ShapeKind::Text | ShapeKind::Bytes | ShapeKind::Secret => "text",
        ShapeKind::List(_) => "list",
        _ => return None,
    };
    if is_bounded(&field.shape) {
        return Some(Verdict::pass(field.span, "the length is bounded"));
    }
    let message = format!("`{}.{}` is a {what} of any length", schema.name, field.name);
    Some(Verdict::fail(Failure::new(field.span, message).key(&*field.name)))
}

/// A greatest length, or a pattern that ends.
fn is_bounded(shape: &Shape) -> bool {
    let pattern = shape.constraint("pattern").or_else(|| shape.constraint("regex"));
    let ends = pattern
        .and_then(|p| p.text.as_deref())
        .is_some_and(|p| p.ends_with('$') && !p.contains('+') && !p.contains('*'));
    shape.constraint("max_length").is_some() || shape.constraint("max_items").is_some() || ends
}
