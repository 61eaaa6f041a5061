//! Tiller of Helm 2 is deployed.

use ringfort_check::model::kube::Container;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::doors;

/// A container runs Tiller.
pub struct TillerDeployed;

impl Check for TillerDeployed {
    const META: Meta = Meta::new(
        "cluster/tiller-deployed",
        "Tiller of Helm 2 is deployed",
        "cluster/service-exposure",
        Severity::High,
    )
    .frameworks(&["OWASP-K8s-2025-K06"])
    .aliases(&[
        "6d173be7-545a-46c6-a81d-2ae52ed1605d",
        "ca2fba76-c1a7-4afd-be67-5249f861cb0e",
        "CKV_K8S_34",
        "KSV-0102",
        "disallow-helm-tiller",
        "AC_K8S_0071",
    ]);
    type On = Container;

    fn run(on: &Container, scene: &Scene<'_>) -> Verdict {
        // The labels that `helm init` gives its pods.
        let labelled = scene
            .facts
            .workload(on)
            .is_some_and(|w| w.label("name") == Some("tiller") && w.label("app") == Some("helm"));
        let tiller = |i: &String| labelled || doors::has_word(doors::image_name(i), "tiller");
        Verdict::on(
            &on.image,
            |i| !tiller(i),
            "is not Tiller",
            || {
                Failure::new(
                    on.image.span(),
                    format!(
                        "container `{}` runs Tiller, which acts for everyone who reaches it",
                        on.name
                    ),
                )
                .key(&*on.name)
            },
        )
    }
}
