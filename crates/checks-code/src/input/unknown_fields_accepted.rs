//! Write models refuse fields that they do not know.

use ringfort_check::facts::code::Schema;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::request;

/// A write model lets unknown fields through.
pub struct UnknownFieldsAccepted;

impl Check for UnknownFieldsAccepted {
    const META: Meta = Meta::new(
        "code/unknown-fields-accepted",
        "Write model does not refuse unknown fields",
        "code/input-validation",
        Severity::Low,
    )
    .frameworks(&["CWE-915", "OWASP-API-2023-API3", "ASVS-5.0-15.3.3"]);
    type On = Schema;

    fn run(on: &Schema, scene: &Scene<'_>) -> Verdict {
        if on.is_settings || !request::is_written(scene, on) {
            return Verdict::NotApplicable;
        }
        match &on.extra {
            Some(extra) if extra.mode == "forbid" => {
                Verdict::pass(extra.span, "unknown fields are refused")
            }
            Some(extra) if extra.mode == "allow" => {
                let message = format!("`{}` keeps fields that it does not know", on.name);
                Verdict::fail(Failure::new(extra.span, message))
            }
            Some(extra) => Verdict::fail(Failure::new(extra.span, silent(on))),
            None => Verdict::fail(Failure::new(on.span, silent(on))),
        }
    }
}

fn silent(schema: &Schema) -> String {
    format!("`{}` drops fields that it does not know without a word", schema.name)
}
