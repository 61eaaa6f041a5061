//! GKE cluster does not choose VPC-native networking.

use ringfort_check::facts::cloud::gke;
use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Value, Verdict};

/// GKE cluster does not choose VPC-native networking.
pub struct GkeRoutesNetworking;

impl Check for GkeRoutesNetworking {
    const META: Meta = Meta::new(
        "cloud/gke-routes-networking",
        "GKE cluster does not choose VPC-native networking",
        "cloud/network-segmentation",
        Severity::Low,
    )
    .frameworks(&["CIS-GKE-5.6.2"])
    .aliases(&[
        "28727987-e398-49b8-aef1-8a3e7789d111",
        "c606ba1d-d736-43eb-ac24-e16108f3a9e0",
        "ed672a9f-fbf0-44d8-a47d-779501b0db05",
        "CKV_GCP_23",
        "GCP-0049",
    ]);
    const TYPES: &'static [&'static str] = &["google_container_cluster"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        if gke::is_autopilot(on) {
            return Verdict::default(on.at("enable_autopilot").span(), "Autopilot is VPC-native");
        }
        let mode = on.text("networking_mode", "");
        let policy = on.at("ip_allocation_policy");
        let old = on.bool("ip_allocation_policy.use_ip_aliases", true);
        let message =
            format!("cluster `{}` does not say that pods get addresses of the subnet", on.name);
        match mode {
            Value::Unknown(span, cause) => Verdict::unknown(span, cause.to_string()),
            Value::Set(m, span) if m == "ROUTES" => Verdict::fail(Failure::new(span, message)),
            Value::Set(_, span) => Verdict::pass(span, NOTE),
            Value::Default(..) if policy.is_unknown() => {
                Verdict::unknown(policy.span(), "the address policy is not known")
            }
            Value::Default(_, span) if policy.is_absent() => {
                Verdict::fail(Failure::new(span, message))
            }
            Value::Default(..) => {
                Verdict::on(&old, |o| *o, NOTE, || Failure::new(old.span(), message))
            }
        }
    }
}

const NOTE: &str = "pods have addresses of the subnet";
