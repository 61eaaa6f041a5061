//! Load balancer passes on invalid headers.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::{aws_settings, settings};

/// Load balancer passes on invalid headers.
pub struct BalancerKeepsInvalidHeaders;

impl Check for BalancerKeepsInvalidHeaders {
    const META: Meta = Meta::new(
        "cloud/balancer-keeps-invalid-headers",
        "Load balancer passes on invalid headers",
        "cloud/edge-tls-and-waf",
        Severity::Low,
    )
    .frameworks(&["MITRE-T1190"])
    .aliases(&[
        "6e3fd2ed-5c83-4c68-9679-7700d224d379",
        "CKV_AWS_131",
        "AWS-0052",
        "ALB_HTTP_DROP_INVALID_HEADER_ENABLED",
    ]);
    const TYPES: &'static [&'static str] = &["aws_lb", "aws_alb"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let kind = on.text("load_balancer_type", "application");
        if let Some(open) = settings::unknown(&kind) {
            return open;
        }
        if !kind.is(&"application".to_owned()) {
            return Verdict::NotApplicable;
        }

        aws_settings::required(
            on,
            "drop_invalid_header_fields",
            "invalid headers are dropped",
            || format!("load balancer `{}` passes invalid headers on", on.name),
        )
    }
}
