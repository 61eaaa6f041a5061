//! Gateway trusts a namespace label that can be added.

use ringfort_check::model::kube::Object;
use ringfort_check::{Check, Failure, Meta, Node, Scene, Severity, Verdict};

use crate::support::{open, routes};

/// A listener selects namespaces by another label than their name.
pub struct SelectorWithoutName;

impl Check for SelectorWithoutName {
    const META: Meta = Meta::new(
        "cluster/selector-without-name",
        "Gateway trusts a namespace label that can be added",
        "cluster/gateway-hardening",
        Severity::Low,
    )
    .frameworks(&["GatewayAPI-SecurityModel"]);
    type On = Object;
    const TYPES: &'static [&'static str] = &["Gateway"];

    fn run(on: &Object, _: &Scene<'_>) -> Verdict {
        if !routes::is_gateway_api(on) {
            return Verdict::NotApplicable;
        }
        let mut failures = vec![];
        for listener in routes::listeners(on) {
            let selector = listener.at("allowedRoutes.namespaces.selector");
            let Some(node) = selector.node() else { continue };
            let labels = node.at("matchLabels").node().map_or(&[][..], Node::entries);
            let keys = node.at("matchExpressions").list().iter().filter_map(|e| e.at("key").str());
            let mut all = labels.iter().map(|e| &*e.key).chain(keys);
            if !all.any(|k| k == "kubernetes.io/metadata.name") {
                let name = listener.at("name").str().unwrap_or("?");
                let message = format!(
                    "listener `{name}` selects namespaces by a label that their owners can add"
                );
                failures.push(Failure::new(node.span, message).key(name));
            }
        }
        let verdict = Verdict::of(failures, on.head, "selects namespaces by name, if at all");
        let selector = "listeners.allowedRoutes.namespaces.selector";
        let fields = ["matchLabels", "matchExpressions.key"].map(|f| format!("{selector}.{f}"));
        open::or_unknown(verdict, on.at("spec"), &fields.each_ref().map(String::as_str))
    }
}
