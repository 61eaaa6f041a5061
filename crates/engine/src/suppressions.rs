//! Collecting what suppresses findings: comments and annotations in what was read, entries in the settings.

use std::collections::BTreeSet;

use ringfort_config::suppress::{
    Context, Suppression, apply as apply_all, find, from_annotation, from_metadata,
};
use ringfort_facts::Facts;
use ringfort_source::{Node, SourceId, Span};
use ringfort_syntax::comments::{self, Comment};
use ringfort_vocab::{Finding, Notice};

use crate::{Request, registry};

/// Marks the findings that are suppressed; gives notices about suppressions that have no effect.
pub(crate) fn apply(found: &mut [Finding], facts: &Facts, request: &Request) -> Vec<Notice> {
    let mut suppressions = in_comments(facts);
    suppressions.extend(in_annotations(facts));
    suppressions.extend(in_metadata(facts));
    let ran: BTreeSet<&str> = registry::registry()
        .iter()
        .filter(|c| request.wants(c.meta.id, c.meta.control))
        .map(|c| c.meta.id)
        .collect();
    let context = Context {
        sources: &facts.sources,
        known: registry::known(),
        today: request.today,
        ran: &|check| ran.contains(check),
    };
    let mut notices = apply_all(found, &suppressions, &blocks(facts), &request.settings, &context);
    notices.extend(request.settings.overdue(request.today));
    notices
}

fn in_comments(facts: &Facts) -> Vec<Suppression> {
    let mut found = vec![];
    for text in &facts.model.texts {
        let Some(file) = facts.sources.get(text.source) else { continue };
        if !may_suppress(&file.text) {
            continue;
        }
        let comments = comments_of(text.format, text.source, &file.text);
        let places: Vec<(Span, &str)> = comments.iter().map(|c| (c.span, &*c.text)).collect();
        found.extend(find(&places, text.format));
    }
    found
}

/// Most texts hold no marker of any dialect: four searches rule them out.
fn may_suppress(text: &str) -> bool {
    ["ignore", "skip=", "nosec", "kics-scan"].iter().any(|marker| text.contains(marker))
}

fn comments_of(format: &str, source: SourceId, text: &str) -> Vec<Comment> {
    match format {
        "terraform" | "tfvars" => comments::hcl(source, text),
        "dockerfile" => comments::dockerfile(source, text),
        "python" => comments::python(source, text),
        "requirements" => comments::requirements(source, text),
        "lock" | "pyproject" | "settings" => comments::toml(source, text),
        "yaml" | "workflow" | "kustomization" | "compose" | "dependabot" | "helm-chart"
        | "helm-template" => comments::yaml(source, text),
        _ => vec![],
    }
}

fn in_annotations(facts: &Facts) -> Vec<Suppression> {
    let mut found = vec![];
    for object in &facts.model.kube.objects {
        let Some(annotations) = object.root.at("metadata.annotations").node() else { continue };
        for entry in annotations.entries() {
            let Some(value) = entry.value.scalar() else { continue };
            found.extend(from_annotation(&entry.key, &value, entry.key_span, object.root.span));
        }
    }
    found
}

fn in_metadata(facts: &Facts) -> Vec<Suppression> {
    let templates = facts.model.documents.iter().filter(|d| d.format == "cloudformation");
    let resources = templates.filter_map(|d| d.root.get("Resources")).flat_map(Node::entries);
    resources.flat_map(from_metadata).collect()
}

/// What a comment at the first lines of something may speak for.
fn blocks(facts: &Facts) -> Vec<Span> {
    let model = &facts.model;
    let resources = model.resources.iter().map(|r| r.span);
    let objects = model.kube.objects.iter().map(|o| o.root.span);
    let containers = model.kube.workloads.iter().flat_map(|w| &w.containers).map(|c| c.span);
    resources.chain(objects).chain(containers).collect()
}
