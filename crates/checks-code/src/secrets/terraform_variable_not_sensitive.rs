//! Terraform variables that hold credentials are marked sensitive.

use ringfort_check::facts::secrets;
use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

/// A Terraform variable with a credential is not marked sensitive.
pub struct TerraformVariableNotSensitive;

impl Check for TerraformVariableNotSensitive {
    const META: Meta = Meta::new(
        "code/terraform-variable-not-sensitive",
        "Terraform variable with a credential is not marked sensitive",
        "code/no-hardcoded-secrets",
        Severity::Low,
    )
    .frameworks(&["CWE-532"]);
    const TYPES: &'static [&'static str] = &["variable"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        if !secrets::is_credential_name(&on.name) {
            return Verdict::NotApplicable;
        }
        Verdict::on(
            &on.bool("sensitive", false),
            |s| *s,
            "the variable is marked sensitive",
            || {
                Failure::new(
                    on.header,
                    format!("the variable `{}` is shown in plans and logs", on.name),
                )
                .key(&*on.name)
            },
        )
    }
}
