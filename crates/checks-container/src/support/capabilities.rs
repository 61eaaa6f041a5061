//! Linux capabilities by how much they give.

use ringfort_check::model::Value;
use ringfort_check::model::kube::Container;
use ringfort_check::{Node, Scene, Verdict};

use super::pod;

/// Capabilities that give the node away or nearly so; those with a check of their own are not here.
pub(crate) const DANGEROUS: &[&str] =
    &["SYS_PTRACE", "NET_ADMIN", "DAC_READ_SEARCH", "SYS_RAWIO", "BPF", "SYS_BOOT", "PERFMON"];

/// Fails for every added capability that `bad` says; `what` is the rest of the sentence.
pub(crate) fn added(
    on: &Container,
    scene: &Scene<'_>,
    bad: impl Fn(&str) -> bool,
    what: &str,
) -> Verdict {
    if pod::is_windows(scene, on) {
        return Verdict::NotApplicable;
    }
    let names = match &on.capabilities_add {
        Value::Unknown(at, cause) => return Verdict::unknown(*at, cause.to_string()),
        Value::Default(_, at) => return Verdict::default(*at, "no capability is added"),
        Value::Set(names, _) => names,
    };
    let found = names.iter().enumerate().filter(|(_, name)| bad(name));
    let failures = found.map(|(index, name)| {
        let at = written(on, scene, index).map_or(on.capabilities_add.span(), |n| n.span);
        let message = format!("{} adds `{name}`, {what}", pod::called(on));
        ringfort_check::Failure::new(at, message).key(format!("{}:{name}", on.name))
    });
    Verdict::of(failures.collect(), on.capabilities_add.span(), "no such capability is added")
}

/// An element of the list of what is added, as it is written.
pub(crate) fn written<'a>(on: &Container, scene: &Scene<'a>, index: usize) -> Option<&'a Node> {
    let node = scene.facts.container_node(on)?;
    node.at("securityContext.capabilities.add").list().get(index)
}
