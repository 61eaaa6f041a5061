//! Unused secret store of Dapr is on.

use ringfort_check::model::kube::Workload;
use ringfort_check::{Check, Failure, Meta, Node, Scene, Severity, Verdict};

use crate::support::dapr;

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
        let scoped = dapr::configuration_of(on, object, scene).and_then(|c| {
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
            Verdict::fail(Failure::new(
                at,
                format!("the sidecar of `{}` offers the built-in secret store", object.name),
            ))
        }
    }
}
