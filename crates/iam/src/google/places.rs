//! Places of Google Cloud: what a binding is on, and what lies above it.

use ringfort_model::cloud::Resource;
use ringfort_source::At;

use crate::aws::Names;
use crate::text::{Piece, Text};

/// Attributes that name the resource of a binding, the innermost first.
const TARGETS: &[&str] = &[
    "service_account_id",
    "bucket",
    "secret_id",
    "topic",
    "subscription",
    "table_id",
    "dataset_id",
    "crypto_key_id",
    "key_ring_id",
    "repository",
    "instance_name",
    "instance",
    "service",
    "cloud_function",
    "name",
    "folder",
    "org_id",
    "project",
];

/// The name of the place a binding is on.
pub(crate) fn target(names: &Names<'_>, binding: &Resource) -> Text {
    let base = ["_iam_member", "_iam_binding", "_iam_policy"]
        .iter()
        .find_map(|end| binding.kind.strip_suffix(end));
    match base {
        Some("google_project") => return project(names, binding),
        Some("google_folder") => {
            return text_at(names, binding, "folder")
                .map_or_else(|| own(binding), |t| level(t, "folders/"));
        }
        Some("google_organization") => {
            return text_at(names, binding, "org_id")
                .map_or_else(|| own(binding), |t| level(t, "organizations/"));
        }
        _ => {}
    }
    let base = base.unwrap_or(&binding.kind);
    for path in TARGETS.iter().filter(|p| !matches!(**p, "folder" | "org_id" | "project")) {
        if let At::Set(node) | At::Unknown(node) = binding.at(path) {
            let pattern = names.pattern(binding, node);
            if let Some((root, address)) = &pattern.of
                && let Some((_, resource)) = names.find(root, address)
            {
                return own(resource);
            }
            let written = names.facts.resources(base).filter(|r| r.root == binding.root);
            let text = pattern.text.known();
            let same = |r: &&Resource| {
                text.is_some()
                    && ["name", "account_id", "secret_id", "id"]
                        .iter()
                        .any(|n| r.at(n).str() == text.as_deref())
            };
            return written.into_iter().find(same).map_or(pattern.text, own);
        }
    }
    own(binding)
}

/// The name of `resource` itself as a place.
fn own(resource: &Resource) -> Text {
    let root = &resource.root;
    Text::literal("//")
        .then(&Text::literal(root))
        .then(&Text::literal("/"))
        .then(&Text::literal(&resource.address))
}

/// The chain of places of `resource`: itself, its project, folders, organisation.
pub(crate) fn chain(names: &Names<'_>, resource: &Resource) -> Vec<Text> {
    let kind = resource.kind.strip_prefix("data.").unwrap_or(&resource.kind);
    let mut out = vec![own(resource)];
    for path in ["key_ring", "dataset_id", "instance", "bucket"] {
        out.extend(names.facts.targets(resource, path).map(own));
    }
    match kind {
        "google_project" => above_project(names, resource, &mut out),
        "google_folder" => above_folder(names, resource, &mut out),
        "google_organization" => out.push(organization(resource)),
        _ => above(names, resource, &mut out),
    }
    out
}

/// The chain of a place that is written out.
pub(crate) fn named(words: &str) -> Vec<Text> {
    let mut parts = words.split('/');
    let mut out = vec![Text::literal(words)];
    if let (Some("projects"), Some(project), Some(_)) = (parts.next(), parts.next(), parts.next()) {
        out.push(Text::literal("projects/").then(&Text::literal(project)));
    }
    out
}

fn above(names: &Names<'_>, resource: &Resource, out: &mut Vec<Text>) {
    let project = project(names, resource);
    out.push(project.clone());
    let declared = names.facts.resources("google_project").filter(|p| p.root == resource.root);
    if let Some(found) = declared.into_iter().find(|p| project_name(names, p) == project) {
        above_project(names, found, out);
    }
}

fn above_project(names: &Names<'_>, project: &Resource, out: &mut Vec<Text>) {
    out.push(project_name(names, project));
    if let Some(org) = text_at(names, project, "org_id") {
        out.push(level(org, "organizations/"));
    }
    if let Some(folder) = text_at(names, project, "folder_id") {
        out.push(level(folder, "folders/"));
        for target in names.facts.targets(project, "folder_id").take(1) {
            above_folder(names, target, out);
        }
    }
}

fn above_folder(names: &Names<'_>, folder: &Resource, out: &mut Vec<Text>) {
    let mut here = Some(folder);
    // Folders lie at most ten deep.
    for _ in 0..12 {
        let Some(folder) = here else { break };
        out.push(folder_name(folder));
        if let Some(parent) = text_at(names, folder, "parent") {
            out.push(parent);
        }
        here = names.facts.targets(folder, "parent").next().filter(|r| &*r.kind == "google_folder");
    }
}

fn folder_name(folder: &Resource) -> Text {
    Text::literal("folders/")
        .then(&Text::hole(format!("{}|number of {}", folder.root, folder.address)))
}

fn organization(resource: &Resource) -> Text {
    let hole = || Text::hole(format!("{}|number of {}", resource.root, resource.address));
    Text::literal("organizations/")
        .then(&resource.at("org_id").str().map_or_else(hole, Text::literal))
}

/// `projects/NAME` of whatever `resource` belongs to.
fn project(names: &Names<'_>, resource: &Resource) -> Text {
    if let Some(text) = text_at(names, resource, "project") {
        return level(text, "projects/");
    }
    let alias =
        resource.at("provider").str().and_then(|a| a.split_once('.')).map(|(_, alias)| alias);
    let mut providers =
        names.facts.resources("provider.google").filter(|p| p.root == resource.root);
    let provider = providers.find(|p| p.at("alias").str() == alias);
    match provider.and_then(|p| text_at(names, p, "project")) {
        Some(text) => level(text, "projects/"),
        None => Text::literal("projects/")
            .then(&Text::hole(format!("project:{}|the project", resource.root))),
    }
}

/// The name of a project, folder or organisation as a place; `None` for anything else.
pub(crate) fn level_of(names: &Names<'_>, resource: &Resource) -> Option<Text> {
    match resource.kind.strip_prefix("data.").unwrap_or(&resource.kind) {
        "google_project" => Some(project_name(names, resource)),
        "google_folder" => Some(folder_name(resource)),
        "google_organization" => Some(organization(resource)),
        _ => None,
    }
}

fn project_name(names: &Names<'_>, project: &Resource) -> Text {
    let hole = || Text::hole(format!("{}|project_id of {}", project.root, project.address));
    Text::literal("projects/").then(&text_at(names, project, "project_id").unwrap_or_else(hole))
}

/// `text` with `prefix` before it, unless it is there.
fn level(text: Text, prefix: &str) -> Text {
    let prefix = Text::literal(prefix);
    if text.after(&prefix).is_some() { text } else { prefix.then(&text) }
}

fn text_at(names: &Names<'_>, resource: &Resource, path: &str) -> Option<Text> {
    match resource.at(path) {
        At::Set(node) | At::Unknown(node) => {
            Some(names.pattern(resource, node).text.without_wildcards())
        }
        At::Absent(_) => None,
    }
}

/// The mail address of a service account.
pub(crate) fn email(names: &Names<'_>, account: &Resource) -> Text {
    if let Some(email) = account.at("email").str() {
        return Text::literal(email);
    }
    let hole = || Text::hole(format!("{}|email of {}", account.root, account.address));
    let Some(id) = text_at(names, account, "account_id") else { return hole() };
    if id.known().is_some_and(|id| id.contains('@')) {
        return id;
    }
    let project = project(names, account);
    let project = project
        .after(&Text::literal("projects/"))
        .map(|rest| Text(rest.to_vec()))
        .unwrap_or(project);
    id.then(&Text::literal("@")).then(&project).then(&Text::literal(".iam.gserviceaccount.com"))
}

/// Is the place a project, a folder or an organisation?
pub(crate) fn is_project_or_above(scope: &Text) -> bool {
    let level = ["projects/", "folders/", "organizations/"]
        .iter()
        .find_map(|p| scope.after(&Text::literal(p)));
    level.is_some_and(|rest| !rest.contains(&Piece::Lit('/')))
}

/// What an attribute of a resource of Google Cloud is, where others are told by it.
pub(crate) fn attribute(names: &Names<'_>, resource: &Resource, attribute: &str) -> Option<Text> {
    let kind = resource.kind.strip_prefix("data.").unwrap_or(&resource.kind);
    match (kind, attribute) {
        ("google_service_account", "member") => {
            Some(Text::literal("serviceAccount:").then(&email(names, resource)))
        }
        (
            "google_service_account"
            | "google_compute_default_service_account"
            | "google_app_engine_default_service_account",
            "email",
        ) => Some(email(names, resource)),
        ("google_project", "project_id") => project_name(names, resource)
            .after(&Text::literal("projects/"))
            .map(|r| Text(r.to_vec())),
        ("google_project", "id") => Some(project_name(names, resource)),
        ("google_folder", "id" | "name") => Some(folder_name(resource)),
        ("google_folder", "folder_id") => {
            folder_name(resource).after(&Text::literal("folders/")).map(|r| Text(r.to_vec()))
        }
        ("google_organization", "name" | "id") => Some(organization(resource)),
        ("google_organization", "org_id") => {
            organization(resource).after(&Text::literal("organizations/")).map(|r| Text(r.to_vec()))
        }
        _ => None,
    }
}
