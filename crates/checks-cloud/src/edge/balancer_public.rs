//! Load balancer faces the Internet.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::settings::Switch;

/// Load balancer faces the Internet.
pub struct BalancerPublic;

impl Check for BalancerPublic {
    const META: Meta = Meta::new(
        "cloud/balancer-public",
        "Load balancer faces the Internet",
        "cloud/public-resource-exposure",
        Severity::Info,
    )
    .aliases(&["AWS-0053"]);
    const TYPES: &'static [&'static str] = &["aws_lb", "aws_alb", "aws_elb"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        if on.at("load_balancer_type").str() == Some("gateway") {
            return Verdict::NotApplicable;
        }
        let inner = Switch {
            path: "internal",
            want: true,
            default: false,
            note: "only the network reaches it",
            safety: None,
        };
        inner.judge(on, || format!("load balancer `{}` faces the Internet", on.name))
    }
}
