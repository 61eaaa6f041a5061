//! GKE cluster sends no logs.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{At, Check, Failure, Meta, Scene, Severity, Verdict};

/// The service of today, which is also the default.
const CURRENT: &str = "logging.googleapis.com/kubernetes";

/// GKE cluster sends no logs.
pub struct GkeLoggingOff;

impl Check for GkeLoggingOff {
    const META: Meta = Meta::new(
        "cluster/gke-logging-off",
        "GKE cluster sends no logs",
        "cluster/audit-logging",
        Severity::High,
    )
    .gate()
    .frameworks(&["CIS-GKE-5.7.1"])
    .aliases(&[
        "19c9e2a0-fc33-4264-bba1-e3682661e8f7",
        "4c7ebcb2-eae2-461e-bc83-456ee2d4f694",
        "95601b9a-7fe8-4aee-9b58-d36fd9382dfc",
        "CKV_GCP_1",
        "GCP-0060",
    ]);
    const TYPES: &'static [&'static str] = &["google_container_cluster"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let components = on.at("logging_config.enable_components");
        if let At::Set(list) = components
            && list.items().is_empty()
        {
            let message = format!("GKE cluster `{}` sends no component's logs", on.name);
            return Verdict::fail(Failure::new(list.span, message));
        }
        if components.is_unknown() {
            return Verdict::unknown(components.span(), "the components are not known");
        }
        let service = on.text("logging_service", CURRENT);
        Verdict::on(
            &service,
            |s| s == CURRENT,
            "logs go to Cloud Logging",
            || {
                let shown = service.known().map_or("", String::as_str);
                let message =
                    format!("GKE cluster `{}` has its logging service set to `{shown}`", on.name);
                Failure::new(service.span(), message)
            },
        )
    }
}
