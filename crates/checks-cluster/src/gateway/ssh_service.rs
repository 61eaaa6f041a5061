//! Remote login as a Service.

use ringfort_check::model::kube::Object;
use ringfort_check::{At, Check, Failure, Meta, Node, Scene, Severity, Verdict};

use crate::support::open;

/// A Service leads to port 22.
pub struct SshService;

impl Check for SshService {
    const META: Meta = Meta::new(
        "cluster/ssh-service",
        "Service leads to a remote login",
        "cluster/service-exposure",
        Severity::Medium,
    )
    .frameworks(&["MS-TA9005", "MITRE-T1021.004"])
    .aliases(&["C-0042"]);
    const TYPES: &'static [&'static str] = &["Service"];
    type On = Object;

    fn run(on: &Object, _: &Scene<'_>) -> Verdict {
        let at = on.at("spec.ports");
        let found = at.list().iter().find_map(|port| ssh(port));
        let verdict = match found {
            Some(node) => {
                let message = format!("Service `{}` leads to port 22, a remote login", on.name);
                Verdict::fail(Failure::new(node.span, message))
            }
            None if at.is_absent() => Verdict::NotApplicable,
            None => Verdict::pass(at.span(), "no port is one of a remote login"),
        };
        open::or_unknown(verdict, at, &["port", "targetPort"])
    }
}

/// The field that says 22; `port` is the target too where no other is written.
fn ssh(port: &Node) -> Option<&Node> {
    let is_ssh = |n: &&Node| n.as_i64() == Some(22) || n.as_str().is_some_and(|t| t == "ssh");
    let fields = [port.at("targetPort"), port.at("port")];
    fields.into_iter().filter_map(At::node).find(is_ssh)
}
