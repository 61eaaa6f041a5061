//! Dapr secret store is open to the application.

use ringfort_check::model::kube::Object;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::dapr;

/// A Configuration does not deny secrets by default.
pub struct SecretScopeMissing;

impl Check for SecretScopeMissing {
    const META: Meta = Meta::new(
        "cluster/secret-scope-missing",
        "Dapr secret store is open to the application",
        "cluster/dapr-component-scoping",
        Severity::Medium,
    )
    .frameworks(&["Dapr-Sec-SecretScopes", "OWASP-K8s-2025-K03"]);
    type On = Object;
    const TYPES: &'static [&'static str] = &["Configuration"];

    fn run(on: &Object, _: &Scene<'_>) -> Verdict {
        if !dapr::is_dapr(on) || dapr::is_control_plane(on) {
            return Verdict::NotApplicable;
        }
        let scopes = on.at("spec.secrets.scopes");
        if scopes.is_unknown() {
            return Verdict::unknown(scopes.span(), "the scopes are not known");
        }
        let open = scopes.list().iter().find(|s| s.at("defaultAccess").str() != Some("deny"));
        if let Some(open) = open {
            let store = open.at("storeName").str().unwrap_or("?");
            return Verdict::fail(Failure::new(
                open.span,
                format!("secret store `{store}` allows every secret that is not denied"),
            ));
        }
        let failures = scopes.list().is_empty().then(|| {
            Failure::new(
                on.head,
                format!(
                    "Configuration `{}` lets its application read every secret of every store",
                    on.name
                ),
            )
        });
        Verdict::of(failures.into_iter().collect(), scopes.span(), "denies secrets by default")
    }
}
