//! Admission webhook may block for long.

use ringfort_check::model::kube::Object;
use ringfort_check::{Check, Failure, Meta, Node, Scene, Severity, Verdict};

use crate::support::open;

/// `timeoutSeconds` exceeds 10.
pub struct WebhookSlow;

impl Check for WebhookSlow {
    const META: Meta = Meta::new(
        "cluster/webhook-slow",
        "Admission webhook may block for long",
        "cluster/admission-policy",
        Severity::Info,
    )
    .frameworks(&["K8s-SecChecklist-admission"]);
    type On = Object;
    const TYPES: &'static [&'static str] =
        &["ValidatingWebhookConfiguration", "MutatingWebhookConfiguration"];

    fn run(on: &Object, _: &Scene<'_>) -> Verdict {
        let all = on.at("webhooks").list().iter();
        let failures = all.filter_map(|hook| {
            let name = hook.at("name").str().unwrap_or("?");
            let timeout = hook.at("timeoutSeconds");
            let seconds = timeout.node().and_then(Node::as_i64).filter(|s| *s > 10)?;
            Some(
                Failure::new(
                    timeout.span(),
                    format!("webhook `{name}` may hold a request for {seconds} seconds"),
                )
                .key(name),
            )
        });
        let verdict =
            Verdict::of(failures.collect(), on.head, "its webhooks are fine in this respect");
        open::or_unknown(verdict, on.at("webhooks"), &["timeoutSeconds"])
    }
}
