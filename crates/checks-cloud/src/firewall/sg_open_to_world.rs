//! Security group admits the Internet.

use ringfort_check::facts::cloud::firewall;
use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::world;

/// Security group admits the Internet.
pub struct SgOpenToWorld;

impl Check for SgOpenToWorld {
    const META: Meta = Meta::new(
        "cloud/sg-open-to-world",
        "Security group admits the Internet",
        "cloud/firewall-rules",
        Severity::Low,
    )
    .aliases(&[
        "4728cd65-a20c-49da-8b31-9c08b423e4db",
        "4a1e6b34-1008-4e61-a5f2-1f7c276f8d14",
        "83c5fa4c-e098-48fc-84ee-0a537287ddd2",
        "EC2_SECURITY_GROUP_INGRESS_OPEN_TO_WORLD_RULE",
    ]);
    const TYPES: &'static [&'static str] = firewall::RULE_TYPES;
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        world::ingress(
            on,
            "no rule admits the Internet",
            |_| Some(true),
            |rule, cidr| format!("`{}` admits {cidr} to {}", on.name, rule.ports()),
        )
    }
}
