//! Patches of a kustomization, in all the forms they are written in.

use ringfort_source::{Kind, Node, Span};

use crate::build::{Builder, Layer};
use crate::merge::{Outcome, merge};
use crate::resource::Resource;
use crate::select::Selector;
use crate::{ProblemKind, json_patch, tree};

/// `patchesStrategicMerge`, then `patches`.
pub(crate) fn run(builder: &mut Builder<'_>, layer: &Layer, resources: &mut Vec<Resource>) {
    for node in layer.root.at("patchesStrategicMerge").list() {
        let inline = node.as_str().is_some_and(|t| t.contains('\n'));
        for document in &builder.documents(layer, node, inline) {
            by_identity(builder, document, resources);
        }
    }
    for node in layer.root.at("patches").list() {
        one(builder, layer, node, resources);
    }
}

/// `patchesJson6902`, which the tool applies after names and labels.
pub(crate) fn run_json6902(
    builder: &mut Builder<'_>,
    layer: &Layer,
    resources: &mut Vec<Resource>,
) {
    for node in layer.root.at("patchesJson6902").list() {
        one(builder, layer, node, resources);
    }
}

/// An entry with `path` or `patch`, and perhaps a `target`.
fn one(builder: &mut Builder<'_>, layer: &Layer, node: &Node, resources: &mut Vec<Resource>) {
    let documents = match (node.get("path"), node.get("patch")) {
        (Some(path), _) => builder.documents(layer, path, false),
        (None, Some(patch)) => builder.documents(layer, patch, true),
        (None, None) => {
            let cause = "a patch has a `path` or a `patch`; add one";
            return builder.problem(ProblemKind::Invalid, node.span, cause);
        }
    };
    let selector = match node.at("target").node().map(Selector::read) {
        Some(Ok(selector)) => Some(selector),
        Some(Err((span, cause))) => return builder.problem(ProblemKind::Invalid, span, cause),
        None => None,
    };
    for document in &documents {
        match (&document.kind, &selector) {
            (Kind::Seq(_), None) => {
                let cause = "a JSON patch needs a `target` that says what it changes; add one";
                builder.problem(ProblemKind::Invalid, node.span, cause);
            }
            (Kind::Seq(_), Some(selector)) => json(builder, document, selector, node, resources),
            (_, Some(selector)) => by_target(builder, document, selector, node, resources),
            (_, None) => by_identity(builder, document, resources),
        }
    }
}

/// Says that nothing is what the fields of `id` ask for.
fn no_match(builder: &mut Builder<'_>, span: Span, id: &Node) {
    const FIELDS: [&str; 7] =
        ["group", "version", "kind", "name", "namespace", "labelSelector", "annotationSelector"];
    let asked = |field: &&str| {
        let value = id.at(field).node().or(id.at("metadata").key(field).node())?;
        Some(format!("{field} `{}`", value.scalar()?))
    };
    let mut asked: Vec<String> = FIELDS.iter().filter_map(asked).collect();
    if asked.is_empty() {
        asked.push("what it asks for".into());
    }
    let cause = format!(
        "the patch is not applied: no object here has {}; correct it, or remove the patch",
        asked.join(", ")
    );
    builder.problem(ProblemKind::NoMatch, span, cause);
}

/// A JSON patch on everything that `selector` means.
fn json(
    builder: &mut Builder<'_>,
    operations: &Node,
    selector: &Selector,
    entry: &Node,
    resources: &mut [Resource],
) {
    let mut any = false;
    for resource in resources.iter_mut().filter(|r| selector.matches(r)) {
        any = true;
        resource.remember();
        if let Err((span, cause)) = json_patch::apply(&mut resource.node, operations) {
            builder.problem(ProblemKind::Invalid, span, cause);
        }
    }
    if !any {
        no_match(builder, entry.span, entry.get("target").unwrap_or(entry));
    }
}

/// A strategic merge on everything that `selector` means; the patch's own identity does not count.
fn by_target(
    builder: &mut Builder<'_>,
    patch: &Node,
    selector: &Selector,
    entry: &Node,
    resources: &mut Vec<Resource>,
) {
    let mut patch = patch.clone();
    let allowed = |option: &str| entry.at("options").key(option).bool() == Some(true);
    if !allowed("allowKindChange") {
        tree::remove(&mut patch, "kind");
        tree::remove(&mut patch, "apiVersion");
    }
    if let Some(metadata) =
        tree::get_mut(&mut patch, "metadata").filter(|_| !allowed("allowNameChange"))
    {
        tree::remove(metadata, "name");
        tree::remove(metadata, "namespace");
    }
    if !change(resources, &patch, |r| selector.matches(r)) {
        no_match(builder, entry.span, entry.get("target").unwrap_or(entry));
    }
}

/// A strategic merge on the object that the patch itself names.
fn by_identity(builder: &mut Builder<'_>, patch: &Node, resources: &mut Vec<Resource>) {
    let named = Resource::new(patch.clone());
    let matches = |r: &Resource| {
        r.kind() == named.kind()
            && r.group_version().0 == named.group_version().0
            && r.known_as(named.name(), named.namespace())
    };
    let mut body = patch.clone();
    if let Some(metadata) = tree::get_mut(&mut body, "metadata") {
        tree::remove(metadata, "name");
        tree::remove(metadata, "namespace");
    }
    tree::remove(&mut body, "kind");
    tree::remove(&mut body, "apiVersion");
    if !change(resources, &body, matches) {
        no_match(builder, patch.span, patch);
    }
}

/// Merges `patch` into what `matches`; says whether anything did.
fn change(
    resources: &mut Vec<Resource>,
    patch: &Node,
    matches: impl Fn(&Resource) -> bool,
) -> bool {
    let mut any = false;
    resources.retain_mut(|resource| {
        if !matches(resource) {
            return true;
        }
        any = true;
        resource.remember();
        let built_in = is_built_in(resource.group_version().0);
        if patch.entries().iter().all(|e| &*e.key == "$patch" || &*e.key == "metadata")
            && patch.at("$patch").str() == Some("delete")
        {
            return false;
        }
        merge(&mut resource.node, patch, built_in) == Outcome::Kept
    });
    any
}

/// Is the API group one of Kubernetes itself, whose lists have merge keys?
fn is_built_in(group: &str) -> bool {
    !group.contains('.') || group.ends_with(".k8s.io") && !group.starts_with("gateway.")
}
