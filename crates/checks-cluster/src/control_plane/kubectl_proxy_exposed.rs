//! Kubectl proxy serves the API to others.

use ringfort_check::model::kube::Container;
use ringfort_check::{At, Check, Failure, Meta, Node, Scene, Severity, Verdict};

use crate::support::open;

/// Kubectl proxy serves the API to others.
pub struct KubectlProxyExposed;

impl Check for KubectlProxyExposed {
    const META: Meta = Meta::new(
        "cluster/kubectl-proxy-exposed",
        "kubectl proxy serves the API to others",
        "cluster/anonymous-auth-disabled",
        Severity::High,
    )
    .frameworks(&["MS-TA9029"]);

    type On = Container;

    fn run(on: &Container, scene: &Scene<'_>) -> Verdict {
        let Some(node) = scene.facts.container_node(on) else { return Verdict::NotApplicable };
        let words = || ["command", "args"].into_iter().flat_map(|f| node.at(f).list());
        let text: Vec<&str> = words().filter_map(Node::as_str).collect();
        if !text.join(" ").contains("kubectl proxy") {
            return Verdict::NotApplicable;
        }
        let exposed = words().find(|w| w.as_str().is_some_and(is_open));
        match exposed {
            None => {
                let verdict = Verdict::pass(on.head, "kubectl proxy serves its own pod only");
                open::or_unknown(verdict, At::Set(node), &["command", "args"])
            }
            Some(word) => {
                let message =
                    format!("container `{}` runs kubectl proxy for callers from outside", on.name);
                Verdict::fail(Failure::new(word.span, message).key(&*on.name))
            }
        }
    }
}

/// A word, or a whole script, that opens the proxy.
fn is_open(text: &str) -> bool {
    const OPEN: &[&str] = &[
        "--address=0.0.0.0",
        "--address 0.0.0.0",
        "--address=::",
        "--disable-filter",
        "--accept-hosts=.*",
        "--accept-hosts=^.*$",
        "--accept-hosts='.*'",
        "--accept-hosts='^.*$'",
    ];
    text == "0.0.0.0"
        || OPEN.iter().any(|o| text.contains(o)) && !text.contains("--disable-filter=false")
}
