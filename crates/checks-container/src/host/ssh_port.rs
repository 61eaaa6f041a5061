//! Remote login into a container.

use ringfort_check::model::kube::Container;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::pod;

/// A container offers port 22.
pub struct SshPort;

impl Check for SshPort {
    const META: Meta = Meta::new(
        "container/ssh-port",
        "Container offers a remote login",
        "container/minimal-base-image",
        Severity::Medium,
    )
    .frameworks(&["CIS-Docker-5.7", "MITRE-T1021.004"])
    .aliases(&["ssh-port", "C-0042"]);
    type On = Container;

    fn run(on: &Container, _: &Scene<'_>) -> Verdict {
        let ssh = |p: &&ringfort_check::model::kube::Port| p.number == 22 && &*p.protocol == "TCP";
        if let Some(port) = on.ports.iter().find(ssh) {
            let what = "listens on port 22, a remote login past the API server";
            return Verdict::fail(pod::failure(on, port.span, what));
        }
        match on.ports.iter().find(|p| p.number == 0) {
            Some(port) => Verdict::unknown(port.span, "the port is not known"),
            None if on.ports.is_empty() => Verdict::NotApplicable,
            None => Verdict::pass(on.head, "no port is one of a remote login"),
        }
    }
}
