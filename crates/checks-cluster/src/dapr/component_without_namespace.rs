//! Dapr component names no namespace.

use ringfort_check::model::kube::Object;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::dapr;

/// A Component has no namespace while its application has one.
pub struct ComponentWithoutNamespace;

impl Check for ComponentWithoutNamespace {
    const META: Meta = Meta::new(
        "cluster/component-without-namespace",
        "Dapr component names no namespace",
        "cluster/dapr-component-scoping",
        Severity::Info,
    )
    .frameworks(&["Dapr-Sec-ComponentScopes"]);
    type On = Object;
    const TYPES: &'static [&'static str] = &["Component"];

    fn run(on: &Object, scene: &Scene<'_>) -> Verdict {
        if !dapr::is_dapr(on) {
            return Verdict::NotApplicable;
        }
        if on.namespace.is_some() {
            return Verdict::pass(on.head, "names its namespace");
        }
        let kube = &scene.facts.model.kube;
        let app = kube
            .workloads
            .iter()
            .filter_map(|w| dapr::enabled(w, scene))
            .find(|o| o.namespace.is_some() && o.sees(on));
        let failures = app.map(|app| {
            let message = format!(
                "Component `{}` names no namespace, and `{}` runs in one",
                on.name, app.name
            );
            Failure::new(on.head, message).related_to(
                app.head,
                "the application",
                app.resource.to_string(),
            )
        });
        Verdict::of(failures.into_iter().collect(), on.head, "its application names none either")
    }
}
