//! One kustomization after the other: what it includes first, then what it changes.

use std::collections::BTreeSet;
use std::sync::Arc;

use ringfort_source::{Node, SourceId, Span};

use crate::resource::Resource;
use crate::{FILE_NAMES, Inflate, Problem, ProblemKind, Read};
use crate::{charts, generate, images, labels, load, names, namespace, patch, path, replacements};
use crate::{unsupported, vars};

/// How many kustomizations one overlay may build, repeated ones counted.
const MAX_BUILDS: usize = 1_000;
/// How many objects one overlay may produce.
const MAX_OBJECTS: usize = 50_000;
/// How deep kustomizations may include each other.
const MAX_DEPTH: usize = 64;

pub(crate) struct Builder<'a> {
    pub(crate) read: &'a Read<'a>,
    pub(crate) inflate: &'a Inflate<'a>,
    stack: Vec<String>,
    builds: usize,
    /// The entries of `vars` so far. They are put in after all names are final.
    pub(crate) vars: Vec<Node>,
    pub(crate) problems: Vec<Problem>,
    pub(crate) used: BTreeSet<String>,
    pub(crate) takes_charts: bool,
    pub(crate) distrusted: Option<&'static str>,
}

/// A kustomization that is being built.
pub(crate) struct Layer {
    pub(crate) dir: String,
    pub(crate) root: Node,
    pub(crate) text: Arc<str>,
}

impl<'a> Builder<'a> {
    pub(crate) fn new(read: &'a Read<'a>, inflate: &'a Inflate<'a>) -> Self {
        Self {
            read,
            inflate,
            stack: vec![],
            builds: 0,
            vars: vec![],
            problems: vec![],
            used: BTreeSet::new(),
            takes_charts: false,
            distrusted: None,
        }
    }

    /// Notes why the tool must not be left to render charts, where `holds`.
    pub(crate) fn refuse(&mut self, holds: bool, cause: &'static str) {
        if holds {
            self.distrusted.get_or_insert(cause);
        }
    }

    pub(crate) fn problem(&mut self, kind: ProblemKind, span: Span, message: impl Into<String>) {
        let problem = Problem { kind, span, message: message.into() };
        if !self.problems.contains(&problem) {
            self.problems.push(problem);
        }
    }

    /// Reads a file that `asked` names, and notes that it took part.
    pub(crate) fn file(&mut self, path: &str, asked: Span) -> Option<(SourceId, Arc<str>)> {
        let found = (self.read)(path);
        if found.is_some() {
            self.used.insert(path.to_owned());
        } else {
            let cause = format!("`{path}` does not exist or was not read; correct the path");
            self.problem(ProblemKind::Missing, asked, cause);
        }
        found
    }

    /// Reads a file that `asked` names as seen from `layer`. One on another host is not fetched.
    pub(crate) fn named(
        &mut self,
        layer: &Layer,
        text: &str,
        asked: Span,
    ) -> Option<(String, SourceId, Arc<str>)> {
        if path::is_remote(text) {
            let cause = format!(
                "`{text}` is on another host and is not fetched; vendor it or scan the rendered output"
            );
            self.problem(ProblemKind::Remote, asked, cause);
            return None;
        }
        let path = path::join(&layer.dir, text);
        let (source, text) = self.file(&path, asked)?;
        Some((path, source, text))
    }

    /// The documents of the file that `node` names, or of the text that it is.
    pub(crate) fn documents(&mut self, layer: &Layer, node: &Node, inline: bool) -> Vec<Node> {
        let (documents, errors) = if inline {
            load::inline(node, &layer.text)
        } else {
            let found = self.named(layer, node.as_str().unwrap_or(""), node.span);
            let Some((path, source, text)) = found else { return Vec::new() };
            load::documents(source, &path, &text)
        };
        for error in errors {
            self.problem(ProblemKind::Invalid, error.span, error.message);
        }
        documents
    }

    /// What the kustomization in `dir` and all below it produce, with final names.
    pub(crate) fn whole(&mut self, dir: &str) -> Vec<Resource> {
        let mut resources = self.folder(dir, None);
        names::hashes(&mut resources);
        vars::run(self, &mut resources);
        resources
    }

    /// What the kustomization in `dir` produces.
    fn folder(&mut self, dir: &str, asked: Option<Span>) -> Vec<Resource> {
        let Some(layer) = self.open(dir, asked) else { return Vec::new() };
        self.stack.push(dir.to_owned());
        let resources = self.layer(&layer, Vec::new());
        self.stack.pop();
        resources
    }

    /// Reads the kustomization file of a folder, unless that would go on for ever.
    fn open(&mut self, dir: &str, asked: Option<Span>) -> Option<Layer> {
        let found = FILE_NAMES.iter().find_map(|name| {
            let path = path::join(dir, name);
            (self.read)(&path).map(|(source, text)| (path, source, text))
        });
        let Some((path, source, text)) = found else {
            let cause = format!(
                "the folder `{dir}` has no kustomization file; add one or correct the path"
            );
            self.problem(ProblemKind::Missing, asked.unwrap_or(Span::file(SourceId(0))), cause);
            return None;
        };
        let asked = asked.unwrap_or(Span::file(source));
        if self.stack.iter().any(|d| d == dir) {
            let chain = self.stack.join("` -> `");
            let cause = format!(
                "`{dir}` includes itself (`{chain}` -> `{dir}`); remove one of the references"
            );
            self.problem(ProblemKind::Cycle, asked, cause);
            return None;
        }
        self.builds += 1;
        if self.builds > MAX_BUILDS || self.stack.len() >= MAX_DEPTH {
            let cause = format!(
                "more than {MAX_BUILDS} kustomizations, or {MAX_DEPTH} levels; split the overlay"
            );
            self.problem(ProblemKind::Limit, asked, cause);
            return None;
        }
        self.used.insert(path.clone());
        let (mut roots, errors) = load::documents(source, &path, &text);
        for error in errors {
            self.problem(ProblemKind::Invalid, error.span, error.message);
        }
        let root = if roots.is_empty() { return None } else { roots.swap_remove(0) };
        Some(Layer { dir: dir.to_owned(), root, text })
    }

    /// Builds a kustomization upon `resources`: empty for an overlay, the caller's for a component.
    fn layer(&mut self, layer: &Layer, mut resources: Vec<Resource>) -> Vec<Resource> {
        unsupported::check(self, &layer.root);
        for field in ["resources", "bases"] {
            for node in layer.root.at(field).list() {
                let found = self.resource(layer, node);
                self.accumulate(&mut resources, found, node.span);
            }
        }
        self.twice(&resources);
        generate::run(self, layer, &mut resources);
        charts::run(self, layer, &mut resources);
        for node in layer.root.at("components").list() {
            resources = self.component(layer, node, resources);
        }
        patch::run(self, layer, &mut resources);
        namespace::run(&layer.root, &mut resources);
        names::run(&layer.root, &mut resources);
        labels::run(&layer.root, &mut resources);
        patch::run_json6902(self, layer, &mut resources);
        images::replicas(self, &layer.root, &mut resources);
        images::run(&layer.root, &mut resources);
        replacements::run(self, layer, &mut resources);
        self.vars.extend(layer.root.at("vars").list().iter().cloned());
        resources
    }

    /// Says which objects are there twice, told by their group, kind, namespace and name.
    fn twice(&mut self, resources: &[Resource]) {
        let mut seen = BTreeSet::new();
        let named = resources.iter().filter(|r| !r.name().is_empty());
        let twice: Vec<&Resource> = named
            .filter(|r| !seen.insert((r.group_version().0, r.kind(), r.namespace(), r.name())))
            .collect();
        for resource in twice {
            let cause = format!(
                "`{}` `{}` is there already, which the tool refuses; remove one of the two",
                resource.kind(),
                resource.name()
            );
            self.problem(ProblemKind::Invalid, resource.node.span, cause);
        }
    }

    fn accumulate(&mut self, all: &mut Vec<Resource>, found: Vec<Resource>, span: Span) {
        if all.len() + found.len() > MAX_OBJECTS {
            let cause = format!("more than {MAX_OBJECTS} objects; split the overlay");
            self.problem(ProblemKind::Limit, span, cause);
            return;
        }
        all.extend(found);
    }

    /// A file, a folder, or something remote.
    fn resource(&mut self, layer: &Layer, node: &Node) -> Vec<Resource> {
        let Some(text) = node.as_str() else {
            self.problem(ProblemKind::Invalid, node.span, "a resource is a path; write one");
            return Vec::new();
        };
        if path::is_remote(text) {
            let cause = format!(
                "`{text}` is on another host and is not fetched, so its objects are missing here; vendor it or scan the rendered output"
            );
            self.problem(ProblemKind::Remote, node.span, cause);
            return Vec::new();
        }
        let path = path::join(&layer.dir, text);
        if (self.read)(&path).is_none() && !is_file_name(&path) {
            return self.folder(&path, Some(node.span));
        }
        let Some((source, text)) = self.file(&path, node.span) else { return Vec::new() };
        let (objects, errors) = load::objects(source, &path, &text);
        for error in errors {
            self.problem(ProblemKind::Invalid, error.span, error.message);
        }
        objects.into_iter().map(Resource::new).collect()
    }

    fn component(&mut self, layer: &Layer, node: &Node, resources: Vec<Resource>) -> Vec<Resource> {
        let text = node.as_str().unwrap_or("");
        if path::is_remote(text) {
            let cause = format!(
                "the component `{text}` is on another host and is not fetched; vendor it or scan the rendered output"
            );
            self.problem(ProblemKind::Remote, node.span, cause);
            return resources;
        }
        let dir = path::join(&layer.dir, text);
        let Some(component) = self.open(&dir, Some(node.span)) else { return resources };
        self.stack.push(dir);
        let resources = self.layer(&component, resources);
        self.stack.pop();
        resources
    }
}

/// Does a path end as files of objects do?
fn is_file_name(path: &str) -> bool {
    [".yaml", ".yml", ".json"].iter().any(|end| path.ends_with(end))
}
