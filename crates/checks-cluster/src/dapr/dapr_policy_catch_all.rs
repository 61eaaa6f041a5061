//! Dapr access rule allows everything.

use ringfort_check::model::kube::Object;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::{dapr, open};

/// A policy allows by default, or an operation allows every path.
pub struct DaprPolicyCatchAll;

impl Check for DaprPolicyCatchAll {
    const META: Meta = Meta::new(
        "cluster/dapr-policy-catch-all",
        "Dapr access rule allows everything",
        "cluster/dapr-access-control",
        Severity::Medium,
    )
    .frameworks(&["Dapr-Sec-AccessControl"]);
    type On = Object;
    const TYPES: &'static [&'static str] = &["Configuration"];

    fn run(on: &Object, _: &Scene<'_>) -> Verdict {
        if !dapr::is_dapr(on) || dapr::is_control_plane(on) {
            return Verdict::NotApplicable;
        }
        let failures = on.at("spec.accessControl.policies").list().iter().filter_map(|policy| {
            let app = policy.at("appId").str().unwrap_or("?");
            let open = policy.at("defaultAction").str() == Some("allow");
            let catch_all = policy.at("operations").list().iter().find(|o| {
                let every = matches!(o.at("name").str(), Some("/*" | "/**" | "*"));
                let verbs = o.at("httpVerb").list();
                let any = verbs.is_empty() || verbs.iter().any(|v| v.as_str() == Some("*"));
                every && any && o.at("action").str() == Some("allow")
            });
            let at =
                if open { policy.at("defaultAction").span() } else { catch_all?.at("name").span() };
            Some(Failure::new(at, format!("application `{app}` may call every method")).key(app))
        });
        let verdict = Verdict::of(failures.collect(), on.head, "names the operations it allows");
        let fields = [
            "policies.defaultAction",
            "policies.operations.name",
            "policies.operations.httpVerb",
            "policies.operations.action",
        ];
        open::or_unknown(verdict, on.at("spec.accessControl"), &fields)
    }
}
