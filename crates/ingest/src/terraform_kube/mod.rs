//! Kubernetes objects that Terraform creates: resources of the `kubernetes` provider, manifests that are
//! given as a map or as YAML. They are named by their Terraform address.

mod kinds;
mod release;
#[cfg(test)]
mod tests;
mod tree;

use ringfort_model::cloud::{Mode, Resource};
use ringfort_model::kube::Kube;
use ringfort_source::{At, Entry, Kind, Node, SourceMap};
use ringfort_syntax::yaml;
use ringfort_terraform::Places;
use ringfort_vocab::{FileState, NoticeKind};

use crate::charts::{Charts, Installed};
use crate::{Ledger, kube};

/// Adds the objects that `resources` create to `kube`.
pub(crate) fn lower(
    sources: &SourceMap,
    resources: &[Resource],
    charts: &Charts<'_>,
    kube: &mut Kube,
    ledger: &mut Ledger,
) -> Vec<Installed> {
    let mut installed = vec![];
    for resource in resources.iter().filter(|r| r.mode == Mode::Managed) {
        match objects(sources, resource, charts, &mut installed) {
            Ok(objects) => {
                for object in objects {
                    add(object, resource, kube);
                }
            }
            Err(cause) => {
                let message = format!("{} {cause}, so nothing in it was judged", resource.address);
                let (kind, state) = (NoticeKind::NotRendered, FileState::Partial);
                ledger.notice_at(sources, resource.header, kind, state, message);
            }
        }
    }
    installed
}

/// The objects of one resource, or why they are not known.
fn objects(
    sources: &SourceMap,
    resource: &Resource,
    charts: &Charts<'_>,
    installed: &mut Vec<Installed>,
) -> Result<Vec<Node>, String> {
    match &*resource.kind {
        "kubernetes_manifest" => manifest(resource),
        "kubectl_manifest" => yaml_body(sources, resource),
        "helm_release" => {
            let (objects, chart) = release::install(sources, resource, charts)?;
            installed.push(chart);
            objects
        }
        kind => Ok(kinds::of(kind).map(|of| typed(resource, of)).into_iter().collect()),
    }
}

fn typed(resource: &Resource, (api_version, kind): (&str, &str)) -> Node {
    let text = |key: &str, text: &str| Entry {
        key: key.into(),
        key_span: resource.header,
        value: Node::new(resource.header, Kind::Str(text.into())),
    };
    let mut entries = vec![text("apiVersion", api_version), text("kind", kind)];
    entries.extend(tree::object(&resource.attrs, kind));
    Node::new(resource.span, Kind::Map(entries))
}

fn manifest(resource: &Resource) -> Result<Vec<Node>, String> {
    match resource.at("manifest") {
        At::Set(node) if kube::is_object(node) => Ok(vec![node.clone()]),
        At::Unknown(node) => Err(format!("has a manifest that is not known ({})", node.cause())),
        _ => Err("has no manifest with an apiVersion and a kind".into()),
    }
}

fn yaml_body(sources: &SourceMap, resource: &Resource) -> Result<Vec<Node>, String> {
    let body = match resource.at("yaml_body") {
        At::Set(node) => node,
        At::Unknown(node) => {
            return Err(format!("has a manifest that is not known ({})", node.cause()));
        }
        At::Absent(_) => return Err("has no manifest".into()),
    };
    // YAML that is JSON too came as a tree.
    if kube::is_object(body) {
        return Ok(vec![body.clone()]);
    }
    let roots = documents(sources, body, "a manifest")?;
    Ok(roots.into_iter().filter(kube::is_object).collect())
}

/// The documents of a text in YAML, each value where it is written. `what` is what the text is, for messages.
fn documents(sources: &SourceMap, node: &Node, what: &str) -> Result<Vec<Node>, String> {
    let text = node.as_str().ok_or_else(|| format!("has {what} that is not a text"))?;
    let at = node.from.as_deref().copied().unwrap_or(node.span);
    let places = Places::new(at, sources.text(at), text);
    let stream = yaml::parse(at.source, text);
    if let Some(error) = stream.errors.first() {
        return Err(format!("has {what} that is not YAML ({})", error.message));
    }
    Ok(stream.documents.into_iter().map(|d| placed(d.root, &places)).collect())
}

/// The tree with every place where it is written.
pub(crate) fn placed(mut node: Node, places: &Places) -> Node {
    node.span = places.of(node.span);
    match &mut node.kind {
        Kind::Seq(items) => {
            *items = std::mem::take(items).into_iter().map(|n| placed(n, places)).collect();
        }
        Kind::Map(entries) => {
            let entry = |e: Entry| Entry {
                key: e.key,
                key_span: places.of(e.key_span),
                value: placed(e.value, places),
            };
            *entries = std::mem::take(entries).into_iter().map(entry).collect();
        }
        _ => {}
    }
    node
}

/// Objects of a resource bear its address; those of a release, of which there are many, keep names of their own.
fn add(object: Node, resource: &Resource, kube: &mut Kube) {
    let before = kube.objects.len();
    kube::lower(object, None, kube);
    if &*resource.kind == "helm_release" {
        return;
    }
    for object in kube.objects.iter_mut().skip(before) {
        object.resource = resource.address.as_str().into();
    }
}
