//! Dapr component is open to every application.

use ringfort_check::model::kube::Object;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::dapr;

/// A Component has no `scopes`.
pub struct ComponentWithoutScopes;

impl Check for ComponentWithoutScopes {
    const META: Meta = Meta::new(
        "cluster/component-without-scopes",
        "Dapr component is open to every application",
        "cluster/dapr-component-scoping",
        Severity::Medium,
    )
    .gate()
    .frameworks(&["Dapr-Sec-ComponentScopes", "ASVS-5.0-V13.3.2"]);
    type On = Object;
    const TYPES: &'static [&'static str] = &["Component"];

    fn run(on: &Object, _: &Scene<'_>) -> Verdict {
        if !dapr::is_dapr(on) {
            return Verdict::NotApplicable;
        }
        let scopes = on.at("scopes");
        if scopes.is_unknown() {
            return Verdict::unknown(scopes.span(), "the scopes are not known");
        }
        let failures = scopes.list().is_empty().then(|| {
            Failure::new(
                on.head,
                format!("every application of its namespace may use Component `{}`", on.name),
            )
        });
        Verdict::of(failures.into_iter().collect(), scopes.span(), "lists its applications")
    }
}
