//! Admission webhook fails open.

use ringfort_check::model::kube::Object;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::open;

/// `failurePolicy` of a validating webhook is Ignore.
pub struct WebhookFailsOpen;

impl Check for WebhookFailsOpen {
    const META: Meta = Meta::new(
        "cluster/webhook-fails-open",
        "Admission webhook fails open",
        "cluster/admission-policy",
        Severity::Medium,
    )
    .frameworks(&["K8s-SecChecklist-admission"]);
    type On = Object;
    const TYPES: &'static [&'static str] = &["ValidatingWebhookConfiguration"];

    fn run(on: &Object, _: &Scene<'_>) -> Verdict {
        let all = on.at("webhooks").list().iter();
        let failures = all.filter_map(|hook| {
            let name = hook.at("name").str().unwrap_or("?");
            let policy = hook.at("failurePolicy");
            let ignored = policy.str() == Some("Ignore");
            ignored.then(|| {
                Failure::new(
                    policy.span(),
                    format!("webhook `{name}` lets everything in while it is down"),
                )
                .key(name)
            })
        });
        let verdict =
            Verdict::of(failures.collect(), on.head, "its webhooks are fine in this respect");
        open::or_unknown(verdict, on.at("webhooks"), &["failurePolicy"])
    }
}
