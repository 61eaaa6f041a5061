//! Tiller of Helm 2 has a Service.

use ringfort_check::model::kube::Object;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

/// A Service named for Tiller exists.
pub struct TillerService;

impl Check for TillerService {
    const META: Meta = Meta::new(
        "cluster/tiller-service",
        "Tiller of Helm 2 has a Service",
        "cluster/service-exposure",
        Severity::Medium,
    )
    .frameworks(&["OWASP-K8s-2025-K06"])
    .aliases(&["8b862ca9-0fbd-4959-ad72-b6609bdaa22d", "CKV_K8S_44", "AC_K8S_0110"]);
    type On = Object;
    const TYPES: &'static [&'static str] = &["Service"];

    fn run(on: &Object, _: &Scene<'_>) -> Verdict {
        let selects =
            on.at("spec.selector").node().is_some_and(|s| s.at("name").str() == Some("tiller"));
        let tiller = &*on.name == "tiller-deploy" || on.label("name") == Some("tiller") || selects;
        let failures = tiller.then(|| {
            Failure::new(on.head, format!("Service `{}` publishes Tiller in the cluster", on.name))
        });
        Verdict::of(failures.into_iter().collect(), on.head, "does not publish Tiller")
    }
}
