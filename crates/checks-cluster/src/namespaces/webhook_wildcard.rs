//! Mutating webhook takes every resource.

use ringfort_check::model::kube::Object;
use ringfort_check::{Check, Failure, Meta, Node, Scene, Severity, Verdict};

use crate::support::open;

/// The rules of a mutating webhook match all resources of all groups.
pub struct WebhookWildcard;

impl Check for WebhookWildcard {
    const META: Meta = Meta::new(
        "cluster/webhook-wildcard",
        "Mutating webhook takes every resource",
        "cluster/admission-policy",
        Severity::Medium,
    )
    .frameworks(&["MS-TA9015"]);
    type On = Object;
    const TYPES: &'static [&'static str] = &["MutatingWebhookConfiguration"];

    fn run(on: &Object, _: &Scene<'_>) -> Verdict {
        let all = on.at("webhooks").list().iter();
        let failures = all.filter_map(|hook| {
            let name = hook.at("name").str().unwrap_or("?");
            let all = |rule: &Node, key: &str| {
                rule.at(key)
                    .list()
                    .iter()
                    .any(|n| n.as_str().is_some_and(|s| s == "*" || s == "*/*"))
            };
            let rule = hook
                .at("rules")
                .list()
                .iter()
                .find(|r| all(r, "resources") && all(r, "apiGroups"))?;
            Some(
                Failure::new(
                    rule.at("resources").span(),
                    format!("webhook `{name}` may read and change every object"),
                )
                .key(name),
            )
        });
        let verdict =
            Verdict::of(failures.collect(), on.head, "its webhooks are fine in this respect");
        open::or_unknown(verdict, on.at("webhooks"), &["rules.resources", "rules.apiGroups"])
    }
}
