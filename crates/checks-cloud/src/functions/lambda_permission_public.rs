//! Everyone may call the function.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::tri;

/// Everyone may call the function.
pub struct LambdaPermissionPublic;

impl Check for LambdaPermissionPublic {
    const META: Meta = Meta::new(
        "cloud/lambda-permission-public",
        "Everyone may call the function",
        "cloud/public-resource-exposure",
        Severity::High,
    )
    .gate()
    .frameworks(&["MITRE-T1530"])
    .aliases(&[
        "1d6e16f1-5d8a-4379-bfb3-2dadd38ed5a7",
        "1d972c56-8ec2-48c1-a578-887adb09c57a",
        "e08ed7eb-f3ef-494d-9d22-2e3db756a347",
        "CKV_AWS_301",
        "FG_R00276",
        "LAMBDA_FUNCTION_PUBLIC_ACCESS_PROHIBITED",
        "LAMBDA_NO_WILDCARD_PRINCIPALS",
    ]);
    const TYPES: &'static [&'static str] =
        &["aws_lambda_permission", "aws_lambda_layer_version_permission"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let principal = on.text("principal", "");
        let held = tri::any([
            tri::written(on.at("principal_org_id")),
            tri::written(on.at("organization_id")),
            tri::is(&on.attrs, "function_url_auth_type", "", &["AWS_IAM"]),
        ]);
        match (principal.known().map(String::as_str), held) {
            (Some("*"), Some(false)) => Verdict::fail(Failure::new(principal.span(), message(on))),
            (Some("*"), None) => Verdict::unknown(on.header, "who is held back is not known"),
            _ => Verdict::on(
                &principal,
                |_| true,
                "the permission names its caller",
                || Failure::new(principal.span(), ""),
            ),
        }
    }
}

fn message(on: &Resource) -> String {
    if on.at("source_arn").is_absent() && on.at("source_account").is_absent() {
        let what = if on.kind.contains("layer") { "use the layer" } else { "call the function" };
        format!("`{}` lets everyone {what}", on.name)
    } else {
        format!("`{}` names everyone as the caller: only its source holds strangers back", on.name)
    }
}
