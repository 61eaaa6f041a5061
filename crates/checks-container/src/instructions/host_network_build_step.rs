//! Build steps on the network of the builder.

use ringfort_check::model::image::Dockerfile;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::dockerfile;

/// `RUN --network=host` uses the network of the machine that builds.
pub struct HostNetworkBuildStep;

impl Check for HostNetworkBuildStep {
    const META: Meta = Meta::new(
        "container/host-network-build-step",
        "Build step uses the network of the builder",
        "container/dockerfile-hygiene",
        Severity::Medium,
    )
    .frameworks(&["SLSA-Build-L3", "OWASP-Docker-D04"])
    .aliases(&["S6431"]);
    type On = Dockerfile;

    fn run(on: &Dockerfile, _: &Scene<'_>) -> Verdict {
        dockerfile::each_run_flag(on, "steps have a network of their own", |flag| {
            let host = flag.name == "network" && flag.value == "host";
            host.then(|| "the step uses the network of the machine that builds".to_owned())
        })
    }
}
