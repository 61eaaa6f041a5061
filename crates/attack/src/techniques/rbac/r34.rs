//! R34: ingress-nginx copies the text of snippet annotations into its configuration, so whoever writes an Ingress runs
//! directives, and with Lua code, in the controller, which holds a token (CVE-2021-25742).

use std::sync::Arc;

use ringfort_facts::Facts;
use ringfort_facts::kube::namespace_of;
use ringfort_model::image::ImageRef;
use ringfort_model::kube::{Container, Object};
use ringfort_source::{At, Span};
use ringfort_vocab::Layer;

use super::support;
use crate::control::{Control, Standing};
use crate::grants::Wanted;
use crate::ground::Ground;
use crate::position::Position;
use crate::technique::Technique;
use crate::techniques::identity::support::{user_name, workloads};

pub(super) const TECHNIQUE: Technique = Technique {
    id: "R34",
    title: "Write a snippet into the ingress controller",
    layer: Layer::Cluster,
    attack: &["T1190"],
    sentence: "{from} may {detail}: a snippet annotation runs in the controller, whose token it reads: the attacker {gain}",
    page: include_str!("r34.md"),
    ground,
};

const WANTED: Wanted = Wanted {
    verbs: support::WRITE,
    on: &[("networking.k8s.io", "ingresses"), ("extensions", "ingresses")],
};

fn ground(g: &mut Ground<'_>) {
    for controller in controllers(g.facts) {
        for granted in g.grants.clone().iter() {
            let Some(hit) = granted.gives(WANTED, false) else { continue };
            let head = Position::Identity(controller.user.clone());
            if granted.subject == head {
                continue;
            }
            support::step(g, granted, &hit, head, "cluster/rbac-least-privilege")
                .proof(controller.at, "an ingress controller that takes snippets")
                .unless(controller.snippets.clone())
                .add();
        }
    }
}

/// An ingress-nginx controller.
struct Controller {
    /// Whom it acts as.
    user: Box<str>,
    /// Its image.
    at: Span,
    /// Does it refuse snippets?
    snippets: Control,
}

fn controllers(facts: &Facts) -> Vec<Controller> {
    let mut all = vec![];
    for (workload, object) in workloads(facts) {
        let Some(account) = workload.pod.service_account.known() else { continue };
        for container in &workload.containers {
            let Some(image) = container.image.known().and_then(|i| ImageRef::parse(i)) else {
                continue;
            };
            if is_controller(&image) {
                let scope = Arc::clone(&object.resource);
                let standing = refuses(facts, object, container, &image);
                let id = "cluster/gateway-hardening";
                all.push(Controller {
                    user: user_name(namespace_of(object), account),
                    at: container.image.span(),
                    snippets: Control { id, target: scope.clone(), scope, standing },
                });
            }
        }
    }
    all
}

/// The controller of the Kubernetes project; that of NGINX itself is another program.
fn is_controller(image: &ImageRef) -> bool {
    image.repository.ends_with("ingress-nginx/controller")
        || image.repository.ends_with("kubernetes-ingress-controller/nginx-ingress-controller")
}

/// Does the controller refuse snippets: by its ConfigMap, or else by the default of its release?
fn refuses(facts: &Facts, object: &Object, container: &Container, image: &ImageRef) -> Standing {
    let at = container.image.span();
    let release = image.tag.as_deref().and_then(release);
    let map = configuration(facts, object, container);
    let setting = |key: &str| map.map(|m| m.root.at_keys(&["data", key]));
    match setting("allow-snippet-annotations") {
        Some(At::Unknown(node)) => return Standing::Unknown(node.span, node.cause().into()),
        Some(At::Set(node)) if node.scalar().as_deref() != Some("true") => {
            return Standing::InPlace(node.span, "snippet annotations are off".into());
        }
        Some(At::Set(node)) => {
            let risk = setting("annotations-risk-level");
            return by_risk(node.span, risk.unwrap_or(At::Absent(at)), release);
        }
        _ => {}
    }
    match release {
        _ if map.is_none() => {
            Standing::Unknown(at, "the ConfigMap of the ingress controller was not read".into())
        }
        Some(release) if release >= OFF_BY_DEFAULT => {
            Standing::InPlace(at, "its release has them off by default".into())
        }
        Some(_) => Standing::Absent(Some(at)),
        None => Standing::Unknown(at, "the release of the ingress controller is not known".into()),
    }
}

/// Snippets are of the risk `Critical`: where they are on, a lower ceiling refuses them.
fn by_risk(on: Span, ceiling: At<'_>, release: Option<(u32, u32)>) -> Standing {
    match ceiling {
        At::Unknown(node) => Standing::Unknown(node.span, node.cause().into()),
        At::Set(node) if node.as_str() != Some("Critical") => {
            Standing::InPlace(node.span, "the risk of annotations is bounded below snippets".into())
        }
        At::Set(_) => Standing::Absent(Some(on)),
        At::Absent(at) => match release {
            Some(release) if release >= BOUNDED_BY_DEFAULT => Standing::InPlace(
                at,
                "its release bounds the risk of annotations below snippets".into(),
            ),
            Some(_) => Standing::Absent(Some(on)),
            None => {
                Standing::Unknown(at, "the release of the ingress controller is not known".into())
            }
        },
    }
}

/// `allow-snippet-annotations` is false by default since this release (changelog of ingress-nginx 1.9.0).
const OFF_BY_DEFAULT: (u32, u32) = (1, 9);
/// `annotations-risk-level` is `High` by default since this release (changelog of ingress-nginx 1.12.0).
const BOUNDED_BY_DEFAULT: (u32, u32) = (1, 12);

/// `v1.8.1` or `1.8.1`, without its patch.
fn release(tag: &str) -> Option<(u32, u32)> {
    let mut parts = tag.trim_start_matches('v').split('.');
    Some((parts.next()?.parse().ok()?, parts.next()?.parse().ok()?))
}

/// The ConfigMap that `--configmap=NAMESPACE/NAME` names; the namespace is the controller's own as a rule.
fn configuration<'a>(
    facts: &'a Facts,
    object: &Object,
    container: &Container,
) -> Option<&'a Object> {
    let node = facts.container_node(container)?;
    let words = node.at("args").list().iter().chain(node.at("command").list());
    let mut values =
        words.filter_map(|w| w.as_str()?.trim_start_matches('-').strip_prefix("configmap="));
    let (namespace, name) = values.next()?.split_once('/')?;
    let namespace = if namespace.starts_with('$') { namespace_of(object) } else { namespace };
    facts.kube.find(&facts.model.kube, object.scope, "ConfigMap", namespace, name)
}
