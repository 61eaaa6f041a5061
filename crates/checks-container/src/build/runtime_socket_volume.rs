//! Sockets of container runtimes in images.

use ringfort_check::model::image::{Dockerfile, Instruction};
use ringfort_check::{Check, Meta, Scene, Severity, Value, Verdict};

use crate::support::dockerfile;

/// `VOLUME` names the socket of a container runtime.
pub struct RuntimeSocketVolume;

/// Names of the sockets of Docker, containerd, CRI-O and Podman.
const SOCKETS: &[&str] =
    &["docker.sock", "containerd.sock", "crio.sock", "podman.sock", "cri-dockerd.sock"];

impl Check for RuntimeSocketVolume {
    const META: Meta = Meta::new(
        "container/runtime-socket-volume",
        "Image asks for the socket of the container runtime",
        "container/host-filesystem-isolation",
        Severity::High,
    )
    .frameworks(&["CIS-Docker-5.32", "OWASP-Docker-D03"])
    .aliases(&["dockerfile-dockerd-socket-mount"]);
    type On = Dockerfile;

    fn run(on: &Dockerfile, _: &Scene<'_>) -> Verdict {
        let volumes = dockerfile::steps(on).filter_map(|(_, step)| match &step.instruction {
            Instruction::Volume(paths) => Some(paths),
            _ => None,
        });
        let judge = |path: &Value<String>| {
            let socket = |p: &String| SOCKETS.contains(&p.rsplit('/').next().unwrap_or(p));
            Verdict::on(
                path,
                |p| !socket(p),
                "is no socket of a runtime",
                || {
                    let shown = path.known().map_or("", String::as_str);
                    let message =
                        format!("the image wants `{shown}`, which starts containers as root");
                    dockerfile::failure(path.span(), message)
                },
            )
        };
        volumes.flatten().map(judge).fold(Verdict::NotApplicable, Verdict::and)
    }
}
