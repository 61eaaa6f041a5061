//! Linux capabilities by how much they give.

use ringfort_check::model::Value;
use ringfort_check::model::kube::Container;
use ringfort_check::{Scene, Span, Verdict};

use super::pod;

/// What the baseline of the Pod Security Standards lets a container add.
pub(crate) const BASELINE: &[&str] = &[
    "AUDIT_WRITE",
    "CHOWN",
    "DAC_OVERRIDE",
    "FOWNER",
    "FSETID",
    "KILL",
    "MKNOD",
    "NET_BIND_SERVICE",
    "SETFCAP",
    "SETGID",
    "SETPCAP",
    "SETUID",
    "SYS_CHROOT",
];

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
        let at = place(on, scene, "add", index);
        let message = format!("{} adds `{name}`, {what}", pod::called(on));
        ringfort_check::Failure::new(at, message).key(format!("{}:{name}", on.name))
    });
    Verdict::of(failures.collect(), on.capabilities_add.span(), "no such capability is added")
}

/// The element of the list; the list where it is not found.
fn place(on: &Container, scene: &Scene<'_>, list: &str, index: usize) -> Span {
    let node = scene.facts.container_node(on);
    let items = node.map(|n| n.at_keys(&["securityContext", "capabilities", list]).list());
    items.and_then(|l| l.get(index)).map_or(on.capabilities_add.span(), |n| n.span)
}
