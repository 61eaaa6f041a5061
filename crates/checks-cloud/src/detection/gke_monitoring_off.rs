//! GKE cluster sends no metrics.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{At, Check, Failure, Meta, Scene, Severity, Verdict};

/// GKE cluster sends no metrics.
pub struct GkeMonitoringOff;

impl Check for GkeMonitoringOff {
    const META: Meta = Meta::new(
        "cloud/gke-monitoring-off",
        "GKE cluster sends no metrics",
        "cloud/threat-detection",
        Severity::Low,
    )
    .aliases(&[
        "20dcd953-a8b8-4892-9026-9afa6d05a525",
        "30e8dfd2-3591-4d19-8d11-79e93106c93d",
        "bbfc97ab-e92a-4a7b-954c-e88cec815011",
        "CKV_GCP_8",
        "GCP-0052",
    ]);
    const TYPES: &'static [&'static str] = &["google_container_cluster"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let components = on.at("monitoring_config.enable_components");
        if let At::Set(list) = components {
            if list.items().is_empty() {
                let message = format!("GKE cluster `{}` sends no component's metrics", on.name);
                return Verdict::fail(Failure::new(list.span, message));
            }
            return Verdict::pass(list.span, NOTE);
        }
        if components.is_unknown() {
            return Verdict::unknown(components.span(), "the components are not known");
        }
        let service = on.text("monitoring_service", CURRENT);
        Verdict::on(
            &service,
            |s| s == CURRENT,
            NOTE,
            || {
                let shown = service.known().map_or("", String::as_str);
                let message = format!(
                    "GKE cluster `{}` has its monitoring service set to `{shown}`",
                    on.name
                );
                Failure::new(service.span(), message)
            },
        )
    }
}

const NOTE: &str = "metrics go to Cloud Monitoring";

/// The service of today, which is also the default.
const CURRENT: &str = "monitoring.googleapis.com/kubernetes";
