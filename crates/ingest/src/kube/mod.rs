//! Kubernetes: from trees to typed objects.

mod container;
mod network;
mod pod;
mod rbac;
mod template;

use ringfort_model::kube::{Kube, Object, ObjectId, ScopeId};
use ringfort_source::{Kind, Node, Span};

/// Does `root` look like a Kubernetes object (`apiVersion` and `kind` as texts)?
pub fn is_object(root: &Node) -> bool {
    root.at("apiVersion").str().is_some() && root.at("kind").str().is_some()
}

/// Adds the object at `root` (or, for a `List`, its items) with its typed views to `kube`.
pub fn lower(root: Node, scope: Option<ScopeId>, kube: &mut Kube) {
    let kind = root.at("kind").str().unwrap_or("");
    if kind.ends_with("List") && root.get("items").is_some() {
        for item in root.at("items").list() {
            let item = of_list(item.clone(), &root);
            if is_object(&item) {
                lower(item, scope, kube);
            }
        }
        return;
    }
    let object = object(root, scope, ObjectId(kube.objects.len() as u32));
    if let Some(workload) = pod::workload(&object, kube.workloads.len()) {
        kube.workloads.push(workload);
    }
    match (&*object.kind, object.group()) {
        ("Role" | "ClusterRole", "rbac.authorization.k8s.io") => {
            kube.roles.push(rbac::role(&object));
        }
        ("RoleBinding" | "ClusterRoleBinding", "rbac.authorization.k8s.io") => {
            kube.bindings.push(rbac::binding(&object));
        }
        ("NetworkPolicy", "networking.k8s.io" | "extensions") => {
            kube.policies.push(network::policy(&object));
        }
        _ => {}
    }
    kube.objects.push(object);
}

/// An item with the kind and version that its list says once for all (`PodList`); those of a plain `List` say
/// their own (Kubernetes API conventions, "Lists").
fn of_list(mut item: Node, list: &Node) -> Node {
    let kind = list.entry("kind").and_then(|e| e.value.as_str()?.strip_suffix("List"));
    let (Some(kind), Kind::Map(entries)) = (kind.filter(|k| !k.is_empty()), &mut item.kind) else {
        return item;
    };
    for key in ["apiVersion", "kind"] {
        let said = list.entry(key).filter(|_| entries.iter().all(|e| &*e.key != key));
        entries.extend(said.cloned().map(|mut entry| {
            if key == "kind" {
                entry.value.kind = Kind::Str(kind.into());
            }
            entry
        }));
    }
    item
}

fn object(root: Node, scope: Option<ScopeId>, id: ObjectId) -> Object {
    let text = |path: &str| root.at(path).node().and_then(Node::scalar);
    let generated = || text("metadata.generateName").map(|n| format!("{n}*"));
    let name = text("metadata.name").or_else(generated).unwrap_or_default();
    let namespace = text("metadata.namespace").filter(|n| !n.is_empty());
    let kind = text("kind").unwrap_or_default();
    let resource = format!("{kind}/{}/{name}", namespace.as_deref().unwrap_or(""));
    Object {
        id,
        resource: resource.into(),
        api_version: text("apiVersion").unwrap_or_default().into(),
        kind: kind.into(),
        namespace: namespace.map(Into::into),
        name: name.into(),
        labels: labels(root.at("metadata.labels").node()),
        scope,
        head: head(&root),
        root,
    }
}

/// The line that names the object: its name, else its kind.
fn head(root: &Node) -> Span {
    let entry = root.get("metadata").and_then(|m| m.entry("name")).or_else(|| root.entry("kind"));
    entry.map_or(root.span, |e| e.key_span.to(e.value.span))
}

/// Labels with scalar values.
fn labels(node: Option<&Node>) -> Vec<(Box<str>, Box<str>)> {
    let entries = node.map_or(&[][..], Node::entries);
    entries.iter().filter_map(|e| Some((e.key.clone(), e.value.scalar()?.into()))).collect()
}

#[cfg(test)]
mod tests {
    use ringfort_source::SourceId;
    use ringfort_syntax::yaml;

    use super::*;

    #[test]
    fn items_of_a_typed_list_are_of_its_kind() {
        let text = "{apiVersion: v1, kind: PodList, items: [{metadata: {name: a}, spec: {}},
                     {apiVersion: v1, kind: Secret, metadata: {name: b}}, 3]}";
        let mut kube = Kube::default();
        for document in yaml::parse(SourceId(0), text).documents {
            lower(document.root, None, &mut kube);
        }
        let named: Vec<_> = kube.objects.iter().map(|o| &*o.resource).collect();
        assert_eq!(named, ["Pod//a", "Secret//b"]);
    }
}
