//! Jobs of GitLab CI, as far as techniques ask of them. Source: GitLab documentation, "CI/CD YAML syntax reference".

use ringfort_facts::Facts;
use ringfort_source::{Node, Span};

/// A job of GitLab CI.
pub(super) struct Job<'a> {
    /// The file.
    pub(super) path: &'a str,
    /// Its key.
    pub(super) name: &'a str,
    /// Where its key stands.
    pub(super) at: Span,
    /// Where it asks for identity tokens, itself or by `default` or a template.
    pub(super) tokens: Option<Span>,
    /// Where its rules let merge requests start it.
    pub(super) merge_requests: Option<Span>,
    /// Its text and that of what it extends.
    pub(super) text: String,
}

/// Keys of a file that are no jobs.
const RESERVED: [&str; 11] = [
    "default",
    "include",
    "stages",
    "variables",
    "workflow",
    "spec",
    "image",
    "services",
    "cache",
    "before_script",
    "after_script",
];

/// Templates of templates are followed so far.
const DEPTH: usize = 11;

/// The files of GitLab CI, with their trees.
pub(super) fn files(facts: &Facts) -> impl Iterator<Item = (&str, &Node)> {
    let named = |path: &str| {
        let name = path.rsplit('/').next().unwrap_or(path);
        name.ends_with(".gitlab-ci.yml") || name.ends_with(".gitlab-ci.yaml")
    };
    let all = facts.model.documents.iter().filter(move |d| named(&d.path));
    all.map(|d| (&*d.path, &d.root))
}

/// Every job of every file.
pub(super) fn jobs(facts: &Facts) -> Vec<Job<'_>> {
    let mut all = vec![];
    for (path, root) in files(facts) {
        let is_job = |key: &str| !key.starts_with('.') && !RESERVED.contains(&key);
        for entry in root.entries().iter().filter(|e| is_job(&e.key)) {
            let parts = parts(root, &entry.value);
            if parts.iter().any(|p| p.get("script").is_some() || p.get("run").is_some()) {
                all.push(job(facts, path, root, (&entry.key, entry.key_span), &parts));
            }
        }
    }
    all
}

fn job<'a>(
    facts: &Facts,
    path: &'a str,
    root: &'a Node,
    (name, at): (&'a str, Span),
    parts: &[&Node],
) -> Job<'a> {
    let default = root.get("default").and_then(|d| d.entry("id_tokens"));
    let own = parts.iter().find_map(|p| p.entry("id_tokens"));
    let shared = [root.at("variables").node(), root.at("before_script").node()];
    let nodes = parts.iter().copied().chain(shared.into_iter().flatten());
    let texts: Vec<&str> = nodes.map(|n| facts.sources.text(n.span)).collect();
    let rules = parts.iter().filter_map(|p| p.get("rules").or_else(|| p.get("only")));
    let rules = rules.chain(root.at("workflow.rules").node());
    let named = |n: &&Node| facts.sources.text(n.span).contains("merge_request");
    Job {
        path,
        name,
        at,
        tokens: own.or(default).map(|e| e.key_span),
        merge_requests: rules.into_iter().find(named).map(|n| n.span),
        text: texts.join("\n"),
    }
}

/// The job with everything that it extends, nearest first.
fn parts<'a>(root: &'a Node, job: &'a Node) -> Vec<&'a Node> {
    let mut all = vec![job];
    let mut at = 0;
    while let Some(part) = all.get(at).copied().filter(|_| at < DEPTH) {
        let extended = part.get("extends").map_or(&[][..], Node::one_or_many);
        all.extend(extended.iter().filter_map(|n| root.get(n.as_str()?)));
        at += 1;
    }
    all
}

/// Where a file takes jobs from that others may change: a remote file without a checksum, a file of another project by a
/// branch.
pub(super) fn moving_includes(root: &Node) -> Vec<(Span, String)> {
    let all = root.get("include").map_or(&[][..], Node::one_or_many);
    let moving = |node: &Node| {
        if let Some(remote) = node.at("remote").str().filter(|_| node.get("integrity").is_none()) {
            return Some((node.at("remote").span(), remote.to_owned()));
        }
        let project = node.at("project").str()?;
        let reference = node.at("ref").str().unwrap_or("HEAD");
        let commit = reference.len() >= 40 && reference.bytes().all(|b| b.is_ascii_hexdigit());
        (!commit).then(|| (node.at("project").span(), format!("{project}@{reference}")))
    };
    all.iter().filter_map(moving).collect()
}
