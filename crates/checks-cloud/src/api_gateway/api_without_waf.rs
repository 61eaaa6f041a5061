//! Public API has no web application firewall.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::{companion, companion::Holder, tri};

/// Public API has no web application firewall.
pub struct ApiWithoutWaf;

impl Check for ApiWithoutWaf {
    const META: Meta = Meta::new(
        "cloud/api-without-waf",
        "Public API has no web application firewall",
        "cloud/edge-tls-and-waf",
        Severity::Low,
    )
    .frameworks(&["OWASP-API-2023-API4"])
    .aliases(&[
        "a186e82c-1078-4a7b-85d8-579561fde884",
        "f5f38943-664b-4acc-ab11-f292fa10ed0b",
        "fcbf9019-566c-4832-a65c-af00d8137d2b",
        "CKV2_AWS_29",
    ]);
    const TYPES: &'static [&'static str] = &["aws_api_gateway_stage"];
    type On = Resource;

    fn run(on: &Resource, scene: &Scene<'_>) -> Verdict {
        if is_private(on, scene) {
            return Verdict::NotApplicable;
        }
        let direct = companion::of(on, scene, ASSOCIATIONS, &["arn"]).next();
        match direct.or_else(|| by_api(on, scene)) {
            Some(acl) => Verdict::pass(acl.header, "a web ACL stands before it"),
            None => companion::lacking(
                on,
                scene,
                ASSOCIATIONS,
                format!("stage `{}` is public and has no web ACL", on.name),
            ),
        }
    }
}

/// The resources that put a web ACL before a stage.
const ASSOCIATIONS: &[Holder] = &[
    ("aws_wafv2_web_acl_association", "resource_arn"),
    ("aws_wafregional_web_acl_association", "resource_arn"),
];

/// An association whose ARN is put together from the API of the stage.
fn by_api<'a>(on: &'a Resource, scene: &Scene<'a>) -> Option<&'a Resource> {
    let mut apis = scene.facts.targets(on, "rest_api_id");
    apis.find_map(|api| companion::of(api, scene, ASSOCIATIONS, &["arn"]).next())
}

/// Does the stage belong to an API that only a network can reach?
fn is_private(on: &Resource, scene: &Scene<'_>) -> bool {
    let mut apis = scene.facts.targets(on, "rest_api_id");
    apis.any(|api| tri::lists(api.at("endpoint_configuration.types"), &["PRIVATE"]) == Some(true))
}
