//! Unused secret store of Dapr is on.

use ringfort_check::model::kube::Workload;
use ringfort_check::{Check, Failure, Meta, Node, Scene, Severity, Verdict};

use crate::support::{dapr, open};

/// The built-in Kubernetes store is neither disabled nor denied.
pub struct BuiltinSecretStore;

impl Check for BuiltinSecretStore {
    const META: Meta = Meta::new(
        "cluster/builtin-secret-store",
        "Unused secret store of Dapr is on",
        "cluster/dapr-component-scoping",
        Severity::Low,
    )
    .frameworks(&["Dapr-Sec-SecretScopes"]);
    type On = Workload;

    fn run(on: &Workload, scene: &Scene<'_>) -> Verdict {
        let Some(object) = dapr::enabled(on, scene) else { return Verdict::NotApplicable };
        let off = on.annotation(object, "dapr.io/disable-builtin-k8s-secret-store");
        if off.node().and_then(Node::scalar).as_deref() == Some("true") {
            return Verdict::pass(off.span(), "the built-in store is disabled");
        }
        if off.is_unknown() {
            return Verdict::unknown(off.span(), "whether the store is disabled is not known");
        }
        let configuration = dapr::configuration_of(on, object, scene);
        let scoped = configuration.and_then(|c| {
            let scopes = c.at("spec.secrets.scopes").list();
            scopes.iter().find(|s| {
                s.at("storeName").str() == Some("kubernetes")
                    && s.at("defaultAccess").str() == Some("deny")
            })
        });
        if let Some(scope) = scoped {
            Verdict::pass(scope.span, "the built-in store is denied by default")
        } else {
            let at = on.annotation(object, "dapr.io/enabled").span();
            let named = on.annotation(object, "dapr.io/config");
            if let (Some(at), None) = (named.is_unknown().then(|| named.span()), configuration) {
                return Verdict::unknown(at, "which Configuration the sidecar loads is not known");
            }
            let scopes = ["scopes.storeName", "scopes.defaultAccess"];
            let secrets = configuration.map(|c| c.at("spec.secrets"));
            if let Some(node) = secrets.and_then(|at| open::first(at, &scopes)) {
                return Verdict::unknown(node.span, "a scope of secrets is not known");
            }
            Verdict::fail(Failure::new(
                at,
                format!("the sidecar of `{}` offers the built-in secret store", object.name),
            ))
        }
    }
}
