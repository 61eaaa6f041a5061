//! Backend cannot tell the gateway from a stranger.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::settings;

/// Backend cannot tell the gateway from a stranger.
pub struct ApiWithoutClientCertificate;

impl Check for ApiWithoutClientCertificate {
    const META: Meta = Meta::new(
        "cloud/api-without-client-certificate",
        "Backend cannot tell the gateway from a stranger",
        "cloud/edge-tls-and-waf",
        Severity::Info,
    )
    .aliases(&[
        "0b4869fc-a842-4597-aa00-1294df425440",
        "b47b98ab-e481-4a82-8bb1-1ab39fd36e33",
        "ed4c48b8-eccc-4881-95c1-09fdae23db25",
        "f27791a5-e2ae-4905-8910-6f995c576d09",
        "CKV2_AWS_51",
        "AC_AWS_0013",
    ]);
    const TYPES: &'static [&'static str] = &["aws_api_gateway_stage", "aws_apigatewayv2_stage"];
    type On = Resource;

    fn run(on: &Resource, scene: &Scene<'_>) -> Verdict {
        if &*on.kind == "aws_apigatewayv2_stage" && !is_websocket(on, scene) {
            return Verdict::NotApplicable;
        }
        settings::present(on, "client_certificate_id", "the gateway shows a certificate", || {
            format!("stage `{}` shows no certificate to its backend", on.name)
        })
    }
}

/// Does a stage of the second version of the gateway belong to an API of WebSockets?
fn is_websocket(on: &Resource, scene: &Scene<'_>) -> bool {
    let mut apis = scene.facts.targets(on, "api_id");
    apis.any(|api| api.at("protocol_type").str() == Some("WEBSOCKET"))
}
