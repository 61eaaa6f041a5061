//! Forms and serializers name their fields.

use ringfort_check::model::code::Module;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::calls;

/// A form or serializer takes every field of the model.
pub struct AllModelFields;

impl Check for AllModelFields {
    const META: Meta = Meta::new(
        "code/all-model-fields",
        "Form or serializer takes every field of the model",
        "code/input-validation",
        Severity::Medium,
    )
    .frameworks(&["CWE-915", "OWASP-API-2023-API3", "ASVS-5.0-15.3.3"])
    .aliases(&["DJ007"]);
    type On = Module;

    fn run(on: &Module, _: &Scene<'_>) -> Verdict {
        let metas = on.classes.iter().filter(|c| &*c.name == "Meta" && c.field("model").is_some());
        calls::all(metas.filter_map(|meta| {
            if let Some(exclude) = meta.field("exclude") {
                let message = "every field but the excluded ones is taken, new ones too";
                return Some(Verdict::fail(
                    Failure::new(exclude.span, message).key(&*meta.qualified),
                ));
            }
            let fields = meta.field("fields")?;
            let value = fields.default.as_ref()?;
            Some(if value.as_str() == Some("__all__") {
                Verdict::fail(
                    Failure::new(fields.span, "every field of the model is taken")
                        .key(&*meta.qualified),
                )
            } else {
                Verdict::pass(fields.span, "the fields are listed")
            })
        }))
    }
}
