//! Terraform variables have no secret as their default.

use ringfort_check::facts::secrets;
use ringfort_check::model::Value;
use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

/// A Terraform variable has a secret as its default.
pub struct TerraformSecretDefault;

impl Check for TerraformSecretDefault {
    const META: Meta = Meta::new(
        "code/terraform-secret-default",
        "Terraform variable has a secret as its default",
        "code/no-hardcoded-secrets",
        Severity::High,
    )
    .frameworks(&["CWE-798"]);
    const TYPES: &'static [&'static str] = &["variable"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        if !secrets::is_credential_name(&on.name) {
            return Verdict::NotApplicable;
        }
        match on.text("default", "") {
            Value::Set(text, span) if secrets::judge(Some(&on.name), &text).is_some() => {
                let message =
                    format!("the variable `{}` has a literal credential as its default", on.name);
                Verdict::fail(Failure::new(span, message).key(&*on.name))
            }
            Value::Set(_, span) => Verdict::pass(span, "the default is no credential"),
            Value::Default(_, span) => Verdict::pass(span, "the variable has no default"),
            Value::Unknown(span, cause) => Verdict::unknown(span, cause.to_string()),
        }
    }
}
