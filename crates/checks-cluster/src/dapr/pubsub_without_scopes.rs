//! Dapr topics are open to every application.

use ringfort_check::model::kube::Object;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::dapr;

/// A pub/sub Component sets neither scopes for topics nor protected topics.
pub struct PubsubWithoutScopes;

impl Check for PubsubWithoutScopes {
    const META: Meta = Meta::new(
        "cluster/pubsub-without-scopes",
        "Dapr topics are open to every application",
        "cluster/dapr-component-scoping",
        Severity::Low,
    )
    .frameworks(&["Dapr-Sec-PubSubScopes"]);
    type On = Object;
    const TYPES: &'static [&'static str] = &["Component"];

    fn run(on: &Object, _: &Scene<'_>) -> Verdict {
        if !dapr::is_dapr(on) {
            return Verdict::NotApplicable;
        }
        let kind = on.at("spec.type");
        if !kind.str().is_some_and(|k| k.starts_with("pubsub.")) {
            return Verdict::NotApplicable;
        }
        let limits = ["publishingScopes", "subscriptionScopes", "allowedTopics", "protectedTopics"];
        let failures = limits.iter().all(|l| dapr::item(on, l).is_none()).then(|| {
            Failure::new(
                on.head,
                format!(
                    "every application of Component `{}` may publish and read every topic",
                    on.name
                ),
            )
        });
        Verdict::of(failures.into_iter().collect(), kind.span(), "limits its topics")
    }
}
