//! GKE cluster accepts anonymous requests everywhere.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

/// GKE cluster accepts anonymous requests everywhere.
pub struct GkeAnonymousAuthentication;

impl Check for GkeAnonymousAuthentication {
    const META: Meta = Meta::new(
        "cluster/gke-anonymous-authentication",
        "GKE cluster accepts anonymous requests everywhere",
        "cluster/anonymous-auth-disabled",
        Severity::Medium,
    )
    .frameworks(&["CIS-GKE-4.1.8"]);
    const TYPES: &'static [&'static str] = &["google_container_cluster"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let mode = on.text("anonymous_authentication_config.mode", "ENABLED");
        Verdict::on(
            &mode,
            |m| m == "LIMITED",
            "anonymous requests reach health paths only",
            || {
                let message = format!(
                    "cluster `{}` accepts requests without credentials on every path",
                    on.name
                );
                Failure::new(mode.span(), message)
            },
        )
    }
}
