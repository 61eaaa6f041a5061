//! API keeps no access log.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{At, Check, Meta, Scene, Severity, Verdict};

use crate::support::aws_settings;

/// API keeps no access log.
pub struct ApiWithoutAccessLogs;

impl Check for ApiWithoutAccessLogs {
    const META: Meta = Meta::new(
        "cloud/api-without-access-logs",
        "API keeps no access log",
        "cloud/audit-logging",
        Severity::Low,
    )
    .frameworks(&["MITRE-T1562.008"])
    .aliases(&[
        "1b6799eb-4a7a-4b04-9001-8cceb9999326",
        "80d45af4-4920-4236-a56e-b7ef419d1941",
        "bf4b48b9-fc1f-4552-984a-4becdb5bf503",
        "CKV_AWS_76",
        "CKV_AWS_95",
        "AWS-0001",
        "AC_AWS_0442",
        "API_GWV2_ACCESS_LOGS_ENABLED",
        "API_GW_STAGE_ACCESS_LOGGING_RULE",
    ]);
    const TYPES: &'static [&'static str] =
        &["aws_api_gateway_stage", "aws_apigatewayv2_stage", "aws_api_gateway_deployment"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let path = match (&*on.kind, on.at("stage_name")) {
            // A deployment that names a stage makes one.
            ("aws_api_gateway_deployment", At::Absent(_)) => return Verdict::NotApplicable,
            ("aws_api_gateway_deployment", _) => {
                "stage_description.access_log_setting.destination_arn"
            }
            _ => "access_log_settings.destination_arn",
        };
        aws_settings::one_of(on, &[path], "access is logged", || {
            format!("stage `{}` does not log who calls it", on.name)
        })
    }
}
