//! E16: the admission webhook of ingress-nginx runs what an unauthenticated pod sends it (CVE-2025-1974).

use std::sync::Arc;

use ringfort_facts::Facts;
use ringfort_facts::kube::{command_words, namespace_of};
use ringfort_model::image::ImageRef;
use ringfort_model::kube::{Container, Object, Workload};
use ringfort_source::Span;
use ringfort_vocab::Layer;

use crate::control::{Control, Standing};
use crate::ground::Ground;
use crate::position::{Position, container};
use crate::technique::Technique;
use crate::techniques::identity::support::{containers, workloads};
use crate::version::Version;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "E16",
    title: "Through the admission webhook of ingress-nginx",
    layer: Layer::Cluster,
    attack: &["T1190"],
    sentence: "The admission webhook of ingress-nginx ({detail}) runs what any pod sends it: the attacker {gain}",
    page: include_str!("e16.md"),
    ground,
};

/// Releases with the flaw: fixed in 1.11.5 and 1.12.1 (kubernetes/kubernetes issue 131009).
const BANDS: &str = "..1.11.5 1.12.0-alpha.0..1.12.1";
/// Where the webhook listens unless it is told otherwise.
const PORT: i64 = 8443;

fn ground(g: &mut Ground<'_>) {
    let (facts, controls) = (g.facts, g.controls);
    for (workload, object) in workloads(facts) {
        for id in containers(workload) {
            let Some((_, container)) = container(facts, id) else { continue };
            let Some(image) = image(container) else { continue };
            let Some(webhook) = webhook(facts, workload, object, container) else { continue };
            let scope = Arc::clone(&object.resource);
            let (standing, doubt) = patched(container, &image);
            let id_of = "cluster/version-currency";
            g.step(Position::Code(id))
                .from(Position::PodNet(workload.id))
                .proof(container.image.span(), "the version of the controller")
                .proof(webhook.at, "its webhook")
                .unless(controls.pod_ingress(workload.id, webhook.port))
                .unless(Control { id: id_of, target: scope.clone(), scope, standing })
                .detail(format!("CVE-2025-1974 in {}", image.text))
                .doubt(doubt)
                .cost(2)
                .add();
        }
    }
}

/// The controller of the Kubernetes project, whoever packs it.
fn image(container: &Container) -> Option<ImageRef> {
    let image = ImageRef::parse(container.image.known()?)?;
    let own = image.repository.contains("ingress-nginx/controller")
        || image.short_name() == "nginx-ingress-controller";
    own.then_some(image)
}

/// Is the flaw fixed in the version that runs? And what is not known about it.
fn patched(container: &Container, image: &ImageRef) -> (Standing, String) {
    let at = container.image.span();
    let tag = image.tag.as_deref().map(|t| t.trim_start_matches("nginx-"));
    match tag.and_then(Version::parse) {
        Some(version) if version.is_in(BANDS) => (Standing::Absent(Some(at)), String::new()),
        Some(_) => {
            (Standing::InPlace(at, "the flaw is fixed in this version".into()), String::new())
        }
        None => {
            let doubt = format!("which version {} is", image.text);
            (Standing::Absent(Some(at)), doubt)
        }
    }
}

/// The webhook of a controller.
struct Webhook {
    at: Span,
    port: i64,
}

/// The controller serves it where its command line says so (`--validating-webhook`); part of a command line that is
/// not known counts where a configuration of the namespace's name calls it.
fn webhook(
    facts: &Facts,
    workload: &Workload,
    object: &Object,
    container: &Container,
) -> Option<Webhook> {
    let (words, hidden) = command_words(container, workload, object);
    let served =
        words.iter().find_map(|(w, at)| Some((w.strip_prefix("--validating-webhook=")?, *at)));
    if let Some((address, at)) = served {
        let port = address.rsplit(':').next().and_then(|p| p.parse().ok()).unwrap_or(PORT);
        return Some(Webhook { at, port });
    }
    let namespace = namespace_of(object);
    let calls = facts.objects("ValidatingWebhookConfiguration").find(|c| {
        let services =
            c.at("webhooks").list().iter().map(|w| w.at("clientConfig.service.namespace"));
        c.name.contains("nginx") && services.into_iter().any(|ns| ns.str() == Some(namespace))
    });
    let unknown = hidden.is_some() || words.is_empty();
    calls.filter(|_| unknown).map(|c| Webhook { at: c.head, port: PORT })
}
