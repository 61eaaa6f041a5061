//! Google subnet reaches Google APIs over the Internet only.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Safety, Scene, Severity, Verdict};

use crate::support::{gcp_subnets, settings::Switch};

/// Google subnet reaches Google APIs over the Internet only.
pub struct GcpSubnetPrivateAccessOff;

impl Check for GcpSubnetPrivateAccessOff {
    const META: Meta = Meta::new(
        "cloud/gcp-subnet-private-access-off",
        "Google subnet reaches Google APIs over the Internet only",
        "cloud/egress-control",
        Severity::Low,
    )
    .aliases(&[
        "6a4080ae-79bd-42f6-a924-8f534c1c018b",
        "ee7b93c1-b3f8-4a3b-9588-146d481814f5",
        "CKV_GCP_74",
        "GCP-0075",
    ]);
    const TYPES: &'static [&'static str] = &["google_compute_subnetwork"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        if gcp_subnets::is_for_proxies(on) {
            return Verdict::NotApplicable;
        }
        let switch = Switch {
            path: "private_ip_google_access",
            want: true,
            default: false,
            note: "Google APIs are reached without a public address",
            safety: Some(Safety::Safe),
        };
        switch.judge(on, || format!("subnet `{}` has no private way to Google APIs", on.name))
    }
}
