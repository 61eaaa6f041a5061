//! Pod security policy admits folders of the node.

use ringfort_check::model::kube::Object;
use ringfort_check::{At, Check, Failure, Meta, Node, Scene, Severity, Value, Verdict};

use crate::support::psp;

/// Pod security policy admits folders of the node.
pub struct PspHostPath;

impl Check for PspHostPath {
    const META: Meta = Meta::new(
        "cluster/psp-host-path",
        "Pod security policy admits folders of the node",
        "cluster/pod-security-admission",
        Severity::High,
    )
    .aliases(&["de4421f1-4e35-43b4-9783-737dd4e4a47e"]);
    const TYPES: &'static [&'static str] = psp::KIND;
    type On = Object;

    fn run(on: &Object, _: &Scene<'_>) -> Verdict {
        let paths = match on.at("spec.allowedHostPaths") {
            At::Unknown(node) => return Verdict::unknown(node.span, node.cause().to_owned()),
            at => at.list(),
        };
        if !paths.is_empty() {
            return paths.iter().map(|p| judge(on, p)).fold(Verdict::NotApplicable, Verdict::and);
        }
        let volumes = on.at("spec.volumes");
        match psp::lists(on, "spec.volumes", &["*", "hostPath"]) {
            None => Verdict::unknown(volumes.span(), "the kinds of volumes are not known"),
            Some(false) => Verdict::pass(volumes.span(), "folders of the node are not admitted"),
            Some(true) => {
                let message = format!("policy `{}` admits every folder of the node", on.name);
                Verdict::fail(Failure::new(volumes.span(), message))
            }
        }
    }
}

/// Judges one folder: it may be read, and it is not the root.
fn judge(on: &Object, path: &Node) -> Verdict {
    let read_only = Value::bool(path.at("readOnly"), false);
    let prefix = Value::text(path.at("pathPrefix"), "/");
    let shown = prefix.known().map_or("a folder", String::as_str);
    let message = format!("policy `{}` lets pods write to {shown} of the node", on.name);
    let at = if read_only.is_set() { read_only.span() } else { path.span };
    let written = Verdict::on(&read_only, |r| *r, NOTE, || Failure::new(at, message).key(shown));
    let message = format!("policy `{}` admits every folder of the node", on.name);
    let whole = || Failure::new(prefix.span(), message).key("whole");
    written.and(Verdict::on(&prefix, |p| p != "/", NOTE, whole))
}

const NOTE: &str = "named folders may be read";
