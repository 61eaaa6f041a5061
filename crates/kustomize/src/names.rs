//! `namePrefix`, `nameSuffix` and content hashes, and the references that follow a name.

use std::collections::BTreeMap;

use ringfort_source::{Kind, Node};

use crate::resource::Resource;
use crate::{hash, tree};

/// Kinds whose names a prefix leaves alone.
/// Source: kustomize's default configuration of the prefix transformer.
const FIXED: [&str; 3] = ["APIService", "CustomResourceDefinition", "Namespace"];

/// `namePrefix` and `nameSuffix`.
pub(crate) fn run(root: &Node, resources: &mut [Resource]) {
    let part =
        |key: &str| root.at(key).node().filter(|n| n.as_str().is_some_and(|s| !s.is_empty()));
    let (prefix, suffix) = (part("namePrefix"), part("nameSuffix"));
    let Some(decides) = prefix.or(suffix) else { return };
    let text = |node: Option<&Node>| node.and_then(Node::as_str).unwrap_or("").to_owned();
    let (prefix, suffix) = (text(prefix), text(suffix));
    rename(resources, |resource| {
        let free = !FIXED.contains(&resource.kind());
        free.then(|| tree::text(decides.span, format!("{prefix}{}{suffix}", resource.name())))
    });
}

/// Content hashes for what was generated. The tool adds them last, when everything else is final.
pub(crate) fn hashes(resources: &mut [Resource]) {
    rename(resources, |resource| {
        let name = resource.node.at("metadata.name").node().filter(|_| resource.hashed)?;
        let text = format!("{}-{}", resource.name(), hash::of(&resource.node)?);
        Some(tree::text(name.span, text))
    });
}

/// Gives objects the names that `new` makes, and lets what refers to them follow.
fn rename(resources: &mut [Resource], new: impl Fn(&Resource) -> Option<Node>) {
    let names: Vec<Option<Node>> = resources.iter().map(new).collect();
    if names.iter().all(Option::is_none) {
        return;
    }
    let renames = Renames::of(resources, &names);
    for (resource, name) in resources.iter_mut().zip(names) {
        resource.remember();
        if let Some(name) = name
            && let Some(slot) = tree::at_mut(&mut resource.node, &["metadata", "name"])
        {
            put(slot, &name);
        }
        let namespace = resource.namespace().to_owned();
        follow(&mut resource.node, &namespace, &renames);
    }
}

fn put(slot: &mut Node, name: &Node) {
    if slot.span != name.span {
        slot.from = Some(Box::new(name.span));
    }
    slot.kind = name.kind.clone();
}

/// A namespace with the new name in it. Nothing new means that the name stays.
type Renamed = (String, Option<Node>);

/// New names by kind and old name, each with its namespace.
#[derive(Default)]
struct Renames(BTreeMap<(String, String), Vec<Renamed>>);

impl Renames {
    /// Present names count before earlier ones.
    fn of(resources: &[Resource], names: &[Option<Node>]) -> Self {
        let mut all = Self::default();
        for (resource, name) in resources.iter().zip(names) {
            all.add(resource, resource.name(), name.as_ref());
        }
        for (resource, name) in resources.iter().zip(names) {
            for (old, _) in &resource.past {
                all.add(resource, old, name.as_ref());
            }
        }
        all
    }

    fn add(&mut self, resource: &Resource, old: &str, new: Option<&Node>) {
        let key = (resource.kind().to_owned(), old.to_owned());
        let found = self.0.entry(key).or_default();
        if !found.iter().any(|(namespace, _)| namespace == resource.namespace()) {
            found.push((resource.namespace().to_owned(), new.cloned()));
        }
    }

    /// The new name of what `namespace` calls `old`; the only one anywhere if there is none in it.
    fn get(&self, kind: &str, old: &str, namespace: &str) -> Option<&Node> {
        let found = self.0.get(&(kind.to_owned(), old.to_owned()))?;
        let here = found.iter().find(|(ns, _)| ns == namespace);
        let only = || found.first().filter(|_| found.len() == 1);
        here.or_else(only)?.1.as_ref()
    }
}

/// Changes what `node` refers to by an old name.
fn follow(node: &mut Node, namespace: &str, renames: &Renames) {
    tree::walk(node, "", &mut |key, node| {
        let own = node.at("namespace").str().unwrap_or(namespace).to_owned();
        for (field, kind) in references(key, node) {
            if let Some(slot) = tree::get_mut(node, field) {
                one(slot, &kind, &own, renames);
            }
        }
        if key == "rules" {
            rule(node, namespace, renames);
        }
    });
}

fn one(slot: &mut Node, kind: &str, namespace: &str, renames: &Renames) {
    if let Some(new) = slot.as_str().and_then(|old| renames.get(kind, old, namespace)) {
        put(slot, new);
    }
}

/// A rule of a role names objects in `resourceNames`.
fn rule(node: &mut Node, namespace: &str, renames: &Renames) {
    let kinds = [("configmaps", "ConfigMap"), ("secrets", "Secret"), ("services", "Service")];
    let kinds = kinds.into_iter().filter(|(plural, _)| {
        node.at("resources").list().iter().any(|r| r.as_str() == Some(*plural))
    });
    let kinds: Vec<&str> = kinds.map(|(_, kind)| kind).collect();
    let Some(Node { kind: Kind::Seq(names), .. }) = tree::get_mut(node, "resourceNames") else {
        return;
    };
    for name in names {
        let new =
            name.as_str().and_then(|old| kinds.iter().find_map(|k| renames.get(k, old, namespace)));
        if let Some(new) = new {
            put(name, new);
        }
    }
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
        key if key.ends_with("SecretRef") => one("name", "Secret"),
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
