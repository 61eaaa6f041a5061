//! The container runtime's socket in services.

use ringfort_check::model::compose::Service;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::compose;
use crate::support::paths::{self, Reach};

/// A Compose service mounts the socket of the container runtime, or the folder it lies in.
pub struct ComposeRuntimeSocket;

impl Check for ComposeRuntimeSocket {
    const META: Meta = Meta::new(
        "container/compose-runtime-socket",
        "Compose service mounts the container runtime's socket",
        "container/host-filesystem-isolation",
        Severity::Critical,
    )
    .gate()
    .frameworks(&["CIS-Docker-5.32", "OWASP-Docker-D03", "MITRE-T1611"]);
    type On = Service;

    fn run(on: &Service, _: &Scene<'_>) -> Verdict {
        compose::each_bind(on, "no socket of a runtime is mounted", |path| {
            let runtime = paths::reach(path) == Reach::Runtime;
            runtime.then(|| format!("reaches the container runtime through `{path}`"))
        })
    }
}
