//! API domain does not demand TLS 1.2.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

/// API domain does not demand TLS 1.2.
pub struct ApiDomainOldTls;

impl Check for ApiDomainOldTls {
    const META: Meta = Meta::new(
        "cloud/api-domain-old-tls",
        "API domain does not demand TLS 1.2",
        "cloud/edge-tls-and-waf",
        Severity::Medium,
    )
    .frameworks(&["ASVS-5.0-V12.1.1"])
    .aliases(&[
        "4e1cc5d3-2811-4fb2-861c-ee9b3cb7f90b",
        "8275fab0-68ec-4705-bbf4-86975edb170e",
        "CKV_AWS_206",
        "AWS-0005",
        "FG_R00375",
    ]);
    const TYPES: &'static [&'static str] =
        &["aws_api_gateway_domain_name", "aws_apigatewayv2_domain_name"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let path = match &*on.kind {
            "aws_apigatewayv2_domain_name" => "domain_name_configuration.security_policy",
            _ => "security_policy",
        };
        let policy = on.text(path, "");
        let good = |p: &String| p == "TLS_1_2" || p.starts_with("SecurityPolicy_TLS1");
        Verdict::on(&policy, good, "TLS 1.2 or later is demanded", || {
            let message = match policy.known().map_or("", String::as_str) {
                "" => format!("domain `{}` names no security policy", on.name),
                old => format!("domain `{}` accepts old TLS ({old})", on.name),
            };
            Failure::new(policy.span(), message)
        })
    }
}
