//! Load balancer keeps no access log.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::tri;

/// Load balancer keeps no access log.
pub struct BalancerWithoutAccessLogs;

impl Check for BalancerWithoutAccessLogs {
    const META: Meta = Meta::new(
        "cloud/balancer-without-access-logs",
        "Load balancer keeps no access log",
        "cloud/audit-logging",
        Severity::Low,
    )
    .frameworks(&["MITRE-T1562.008"])
    .aliases(&[
        "20018359-6fd7-4d05-ab26-d4dffccbdf79",
        "c62e8b7d-1fdf-4050-ac4c-76ba9e1d9621",
        "ee12ad32-2863-4c0f-b13f-28272d115028",
        "CKV_AWS_91",
        "CKV_AWS_92",
        "FG_R00066",
        "AC_AWS_0470",
        "ELBV2_ACCESS_LOGGING_RULE",
        "ELB_LOGGING_ENABLED",
    ]);
    const TYPES: &'static [&'static str] = &["aws_lb", "aws_alb", "aws_elb"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let classic = &*on.kind == "aws_elb";
        if on.at("load_balancer_type").str() == Some("gateway") {
            return Verdict::NotApplicable;
        }
        // A classic balancer logs as soon as a bucket is named; the others must be told to.
        let kept =
            tri::any(tri::each(on.at("access_logs"), |logs| tri::on(logs, "enabled", classic)));
        tri::verdict(kept, on, "access_logs", "access is logged", || {
            format!("load balancer `{}` does not log who calls it", on.name)
        })
    }
}
