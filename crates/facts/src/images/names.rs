//! Names of images as CI writes them, with variables and expressions.

use ringfort_model::image::ImageRef;
use ringfort_model::pipeline::{Job, Step, Workflow};
use ringfort_source::Node;

/// Stands for what is known only when the workflow runs.
const OPEN: char = '\u{1}';

/// The name of an image without tag and digest, as far as it is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImageName {
    /// Registry and repository.
    pub full: Option<String>,
    /// The repository's last part.
    pub short: Option<String>,
}

impl ImageName {
    /// Reads an expanded text.
    pub(super) fn parse(text: &str) -> Self {
        let text = text.trim().trim_matches(['"', '\'']);
        let text = text.split('@').next().unwrap_or(text);
        let (path, last) = text.rsplit_once('/').unwrap_or(("", text));
        let last = last.split(':').next().unwrap_or(last);
        let joined = if path.is_empty() { last.to_owned() } else { format!("{path}/{last}") };
        let known = |t: &str| !t.is_empty() && !t.contains(OPEN);
        Self {
            full: Some(joined).filter(|t| known(t)).and_then(|t| Some(ImageRef::parse(&t)?.name())),
            short: Some(last.to_owned()).filter(|t| known(t)),
        }
    }

    /// Is anything of it known?
    pub fn is_known(&self) -> bool {
        self.short.is_some()
    }

    /// May the two be one image? Full names decide where both have a registry; a local name
    /// (`task-api:ci`) is matched by its last part.
    pub fn matches(&self, other: &Self) -> bool {
        let remote = |n: &Self| n.full.clone().filter(|f| !f.starts_with("docker.io/library/"));
        match (remote(self), remote(other)) {
            (Some(a), Some(b)) => a == b,
            _ => self.short.is_some() && self.short == other.short,
        }
    }
}

/// What a Dockerfile's path says of the image: `api` for `api/Dockerfile`, `Dockerfile.api` and `api.Dockerfile`.
pub(super) fn of_path(path: &str) -> Option<ImageName> {
    let (folder, file) = path.rsplit_once('/').unwrap_or(("", path));
    let suffix = file.strip_prefix("Dockerfile.").or_else(|| file.strip_suffix(".Dockerfile"));
    let generic = ["", "docker", "build", "deploy", "src", "app", "container", "prod", "dev"];
    let name = suffix.filter(|s| !generic.contains(s)).or_else(|| folder.rsplit('/').next())?;
    (!generic.contains(&name)).then(|| ImageName::parse(name))
}

/// Where variables of a step come from.
#[derive(Clone, Copy)]
pub(super) struct Scope<'a> {
    pub(super) workflow: &'a Workflow,
    pub(super) job: &'a Job,
    pub(super) step: &'a Step,
}

impl Scope<'_> {
    /// The text with what is known filled in, and the rest marked.
    pub(super) fn expand(&self, text: &str) -> String {
        self.expand_at(text, 0)
    }

    fn expand_at(&self, text: &str, depth: usize) -> String {
        let mut out = String::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once("${{") {
            out.push_str(before);
            let (inner, tail) = after.split_once("}}").unwrap_or((after, ""));
            out.push_str(&self.expression(inner.trim(), depth));
            rest = tail;
        }
        out.push_str(rest);
        self.shell_variables(&out, depth)
    }

    fn expression(&self, inner: &str, depth: usize) -> String {
        if let Some(name) = inner.strip_prefix("env.") {
            return self.variable(name, depth);
        }
        let metadata = inner.strip_prefix("steps.").and_then(|s| s.split_once(".outputs.tags"));
        let images = metadata.and_then(|(id, _)| {
            let step = self.job.steps.iter().find(|s| s.root.at("id").str() == Some(id))?;
            step.with("images").str()?.lines().next()
        });
        images.filter(|_| depth < 4).map_or(OPEN.to_string(), |i| self.expand_at(i, depth + 1))
    }

    fn variable(&self, name: &str, depth: usize) -> String {
        let places = [&self.step.root, &self.job.root, &self.workflow.root];
        let value = places.iter().find_map(|n| n.at_keys(&["env", name]).node());
        match value.and_then(Node::scalar) {
            Some(text) if depth < 4 => self.expand_at(&text, depth + 1),
            _ => OPEN.to_string(),
        }
    }

    /// `$NAME` and `${NAME}`; anything cleverer is not known.
    fn shell_variables(&self, text: &str, depth: usize) -> String {
        let mut out = String::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('$') {
            out.push_str(before);
            let word = |c: char| c.is_ascii_alphanumeric() || c == '_';
            if let Some(braced) = after.strip_prefix('{') {
                let (name, tail) = braced.split_once('}').unwrap_or((braced, ""));
                out.push_str(&self.variable(name, depth));
                rest = tail;
            } else {
                let end = after.find(|c| !word(c)).unwrap_or(after.len());
                let (name, tail) = after.split_at(end);
                out.push_str(&self.variable(name, depth));
                rest = tail;
            }
        }
        out.push_str(rest);
        out
    }
}
