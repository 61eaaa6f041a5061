//! Google subnet keeps no flow log.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::{gcp_subnets, settings};

/// Google subnet keeps no flow log.
pub struct GcpSubnetWithoutFlowLog;

impl Check for GcpSubnetWithoutFlowLog {
    const META: Meta = Meta::new(
        "cloud/gcp-subnet-without-flow-log",
        "Google subnet keeps no flow log",
        "cloud/audit-logging",
        Severity::Low,
    )
    .frameworks(&["CIS-GCP-3.10"])
    .aliases(&["40430747-442d-450a-a34f-dc57149f4609", "CKV_GCP_26", "GCP-0029", "GCP-0076"]);
    const TYPES: &'static [&'static str] = &["google_compute_subnetwork"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        if gcp_subnets::is_for_proxies(on) {
            return Verdict::NotApplicable;
        }
        let old = on.bool("enable_flow_logs", false);
        if old.is(&true) {
            return Verdict::pass(old.span(), "flows are logged");
        }
        settings::present(on, "log_config", "flows are logged", || {
            format!("nothing records who talks to whom in subnet `{}`", on.name)
        })
    }
}
