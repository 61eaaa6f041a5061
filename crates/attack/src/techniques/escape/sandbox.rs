//! Sandboxed runtimes: pods with a kernel of their own (gVisor, Kata), from which neither privileges nor flaws of the
//! kernel lead to the node. Paths of the host stay paths of the host.

use ringfort_facts::Facts;
use ringfort_source::At;

use super::support::Site;

/// Handlers and names that give a pod a kernel of its own.
const SANDBOXES: &[&str] = &["runsc", "gvisor", "kata", "firecracker"];
/// Those that do not.
const SHARED: &[&str] = &["runc", "crun", "nvidia", "wasm", "spin", "youki"];

/// Do the pods share the kernel of their node? `None`: they do not; else what is not known about it, empty for
/// nothing.
pub(super) fn shares_kernel(facts: &Facts, site: &Site<'_>) -> Option<String> {
    let spec = site.workload.spec(site.object);
    let class = match spec.map(|s| s.at("runtimeClassName")) {
        Some(At::Set(node)) => node.as_str().unwrap_or(""),
        Some(At::Unknown(_)) => return Some(not_known("of the pod")),
        _ => return Some(String::new()),
    };
    let object = facts.objects("RuntimeClass").find(|o| *o.name == *class);
    let handler = object.and_then(|o| o.root.at("handler").str()).unwrap_or(class);
    let is = |names: &[&str]| names.iter().any(|n| handler.contains(n) || class.contains(n));
    if is(SANDBOXES) {
        None
    } else if class.is_empty() || is(SHARED) || object.is_some() {
        Some(String::new())
    } else {
        Some(not_known(&format!("`{class}`")))
    }
}

fn not_known(class: &str) -> String {
    format!("whether the runtime class {class} is a sandbox")
}
