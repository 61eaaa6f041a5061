//! GKE cluster follows no release channel.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Value, Verdict};

/// GKE cluster follows no release channel.
pub struct GkeReleaseChannel;

impl Check for GkeReleaseChannel {
    const META: Meta = Meta::new(
        "cluster/gke-release-channel",
        "GKE cluster follows no release channel",
        "cluster/version-currency",
        Severity::Low,
    )
    .frameworks(&["CIS-GKE-5.5.4"]);
    const TYPES: &'static [&'static str] = &["google_container_cluster"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let channel = on.at("release_channel.channel");
        if channel.is_absent() {
            return Verdict::NotApplicable;
        }
        let channel = Value::text(channel, "");
        Verdict::on(
            &channel,
            |c| c != "UNSPECIFIED",
            "follows a release channel",
            || {
                Failure::new(
                    channel.span(),
                    format!("GKE cluster `{}` follows no release channel", on.name),
                )
            },
        )
    }
}
