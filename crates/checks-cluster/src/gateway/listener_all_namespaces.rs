//! Gateway listener takes routes of every namespace.

use ringfort_check::model::kube::Object;
use ringfort_check::{Check, Edit, Failure, Meta, Safety, Scene, Severity, Value, Verdict};

use crate::support::{open, routes};

/// `allowedRoutes.namespaces.from` is All.
pub struct ListenerAllNamespaces;

impl Check for ListenerAllNamespaces {
    const META: Meta = Meta::new(
        "cluster/listener-all-namespaces",
        "Gateway listener takes routes of every namespace",
        "cluster/gateway-hardening",
        Severity::Medium,
    )
    .gate()
    .frameworks(&["GatewayAPI-SecurityModel"]);
    type On = Object;
    const TYPES: &'static [&'static str] = &["Gateway"];

    fn run(on: &Object, _: &Scene<'_>) -> Verdict {
        if !routes::is_gateway_api(on) {
            return Verdict::NotApplicable;
        }
        let judged = routes::listeners(on).iter().map(|listener| {
            let from = Value::text(listener.at("allowedRoutes.namespaces.from"), "Same");
            let name = listener.at("name").str().unwrap_or("?");
            Verdict::on(
                &from,
                |f| f != "All",
                "takes routes of chosen namespaces",
                || {
                    let message = format!(
                        "listener `{name}` of Gateway `{}` takes routes of every namespace",
                        on.name
                    );
                    let edit = Edit { at: from.span(), text: "Same".to_owned() };
                    Failure::new(from.span(), message).key(name).fix(
                        "take routes of its own namespace",
                        vec![edit],
                        Safety::Unsafe,
                    )
                },
            )
        });
        let verdict = judged.fold(Verdict::NotApplicable, Verdict::and);
        open::or_unknown(verdict, on.at("spec.listeners"), &[""])
    }
}
