//! Security group opens plain HTTP to the Internet.

use ringfort_check::facts::cloud::firewall;
use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::world;

/// Security group opens plain HTTP to the Internet.
pub struct SgOpenHttp;

impl Check for SgOpenHttp {
    const META: Meta = Meta::new(
        "cloud/sg-open-http",
        "Security group opens plain HTTP to the Internet",
        "cloud/edge-tls-and-waf",
        Severity::Low,
    )
    .aliases(&[
        "ddfc4eaa-af23-409f-b96c-bf5c45dc4daa",
        "ffac8a12-322e-42c1-b9b9-81ff85c39ef7",
        "CKV_AWS_260",
    ]);
    const TYPES: &'static [&'static str] = firewall::RULE_TYPES;
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        world::ingress(
            on,
            "no rule opens plain HTTP to the Internet",
            |rule| rule.admits(80, 80),
            |rule, cidr| {
                format!("`{}` admits {cidr} to {}: HTTP without TLS", on.name, rule.ports())
            },
        )
    }
}
