//! `namePrefix` and `nameSuffix`, and the references that follow a name.

use std::collections::BTreeMap;

use ringfort_source::Node;

use crate::resource::Resource;
use crate::tree;

/// Kinds whose names a prefix leaves alone.
/// Source: kustomize's default configuration of the prefix transformer.
const FIXED: [&str; 3] = ["APIService", "CustomResourceDefinition", "Namespace"];

/// New names by kind and old name, with the value that decided them.
type Renamed = BTreeMap<(String, String), Node>;

pub(crate) fn run(root: &Node, resources: &mut [Resource]) {
    let part =
        |key: &str| root.at(key).node().filter(|n| n.as_str().is_some_and(|s| !s.is_empty()));
    let (prefix, suffix) = (part("namePrefix"), part("nameSuffix"));
    let Some(decides) = prefix.or(suffix) else { return };
    let text = |node: Option<&Node>| node.and_then(Node::as_str).unwrap_or("").to_owned();
    let (prefix, suffix) = (text(prefix), text(suffix));
    let mut renamed = Renamed::new();
    for resource in resources.iter_mut().filter(|r| !FIXED.contains(&r.kind())) {
        resource.remember();
        let name = tree::text(decides.span, format!("{prefix}{}{suffix}", resource.name()));
        let kind = resource.kind().to_owned();
        for (old, _) in &resource.past {
            renamed.entry((kind.clone(), old.clone())).or_insert_with(|| name.clone());
        }
        if let Some(slot) = tree::at_mut(&mut resource.node, &["metadata", "name"]) {
            slot.from = Some(Box::new(decides.span));
            slot.kind = name.kind;
        }
    }
    for resource in resources {
        follow(&mut resource.node, &renamed);
    }
}

/// Changes what `node` refers to by an old name.
fn follow(node: &mut Node, renamed: &Renamed) {
    tree::walk(node, "", &mut |key, node| {
        for (field, kind) in references(key, node) {
            let Some(slot) = tree::get_mut(node, field) else { continue };
            let old = slot.as_str().unwrap_or("").to_owned();
            if let Some(new) = renamed.get(&(kind, old)) {
                slot.from = Some(Box::new(new.span));
                slot.kind = new.kind.clone();
            }
        }
    });
}

/// The fields of a map that stands under `key` which name an object, with the kind each names.
/// Source: kustomize's default name reference configuration, reduced to the shapes they share.
fn references(key: &str, node: &Node) -> Vec<(&'static str, String)> {
    let mut out = Vec::new();
    let mut one = |field: &'static str, kind: &str| out.push((field, kind.to_owned()));
    match key {
        "configMap" | "configMapRef" | "configMapKeyRef" => one("name", "ConfigMap"),
        "secretRef" | "secretKeyRef" | "imagePullSecrets" | "secrets" => one("name", "Secret"),
        "secret" => {
            one("secretName", "Secret");
            one("name", "Secret");
        }
        "tls" => one("secretName", "Secret"),
        "persistentVolumeClaim" => one("claimName", "PersistentVolumeClaim"),
        "service" => one("name", "Service"),
        "backend" => one("serviceName", "Service"),
        _ => {}
    }
    // Roles, scale targets, subjects: whatever names a kind beside a name.
    if (key == "subjects" || key.ends_with("Ref") || key.ends_with("Refs"))
        && let Some(kind) = node.at("kind").str()
    {
        one("name", kind);
    }
    if node.get("serviceAccountName").is_some() {
        one("serviceAccountName", "ServiceAccount");
    }
    if node.get("serviceAccount").is_some() {
        one("serviceAccount", "ServiceAccount");
    }
    if key == "spec" {
        one("serviceName", "Service");
        one("volumeName", "PersistentVolume");
        one("storageClassName", "StorageClass");
        one("ingressClassName", "IngressClass");
        one("priorityClassName", "PriorityClass");
    }
    out
}
