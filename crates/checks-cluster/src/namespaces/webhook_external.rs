//! Admission webhook calls out of the cluster.

use ringfort_check::model::kube::Object;
use ringfort_check::{At, Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::open;

/// `clientConfig.url` is set.
pub struct WebhookExternal;

impl Check for WebhookExternal {
    const META: Meta = Meta::new(
        "cluster/webhook-external",
        "Admission webhook calls out of the cluster",
        "cluster/admission-policy",
        Severity::Medium,
    )
    .frameworks(&["MS-TA9015", "K8s-SecChecklist-admission"]);
    type On = Object;
    const TYPES: &'static [&'static str] =
        &["ValidatingWebhookConfiguration", "MutatingWebhookConfiguration"];

    fn run(on: &Object, _: &Scene<'_>) -> Verdict {
        let all = on.at("webhooks").list().iter();
        let failures = all.filter_map(|hook| {
            let name = hook.at("name").str().unwrap_or("?");
            let url = hook.at("clientConfig.url");
            let shown = url.str().unwrap_or("an address outside");
            matches!(url, At::Set(_)).then(|| {
                Failure::new(
                    url.span(),
                    format!("webhook `{name}` sends every object it matches to {shown}"),
                )
                .key(name)
            })
        });
        let verdict =
            Verdict::of(failures.collect(), on.head, "its webhooks are fine in this respect");
        open::or_unknown(verdict, on.at("webhooks"), &["clientConfig.url"])
    }
}
