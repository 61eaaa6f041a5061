//! The templates of a scan: which are roots, and evaluating those.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;
use std::sync::OnceLock;

use ringfort_model::cloud::Resource;
use ringfort_source::{Entry, Node, Span};
use ringfort_vocab::NoticeKind;

use crate::exports::{self, Exports};
use crate::include;
use crate::stack::{Engine, Stack, nested_path};
use crate::template::{Template, is_template};
use crate::values::{self, Given};

/// Stack of the evaluating thread: templates nest as deep as the readers allow, with functions around.
const STACK: usize = 256 << 20;

/// A parsed file.
#[derive(Clone, Copy, Debug)]
pub struct File<'a> {
    /// Path relative to the scanned root, with forward slashes.
    pub path: &'a str,
    /// Its tree: a template or parameter values; others are passed over.
    pub root: &'a Node,
}

/// What went wrong with looking.
#[derive(Clone, Debug, PartialEq)]
pub struct Notice {
    /// Where.
    pub span: Span,
    /// What kind of thing.
    pub kind: NoticeKind,
    /// Cause and next step.
    pub message: String,
}

/// What a root template declares.
#[derive(Clone, Debug, Default)]
pub struct Evaluated {
    /// Its resources and those of the stacks it nests.
    pub resources: Vec<Resource>,
    /// Types that no rule translates, with the number of their resources. Nothing judges these.
    pub untranslated: BTreeMap<String, usize>,
    /// Templates that were not read, conditions that are open, bounds that were hit.
    pub notices: Vec<Notice>,
    /// The files of parameter values that were taken.
    pub values: Vec<String>,
}

/// All templates and parameter files of a scan.
#[derive(Debug)]
pub struct Project<'a> {
    templates: BTreeMap<&'a str, &'a Node>,
    pub(crate) values: BTreeMap<&'a str, &'a Node>,
    exports: OnceLock<Exports>,
}

impl<'a> Project<'a> {
    /// Sorts `files`.
    pub fn new(files: impl IntoIterator<Item = File<'a>>) -> Self {
        let (mut templates, mut values) = (BTreeMap::new(), BTreeMap::new());
        for file in files {
            let sorted = if is_template(file.root) { &mut templates } else { &mut values };
            sorted.insert(file.path, file.root);
        }
        Self { templates, values, exports: OnceLock::new() }
    }

    /// The templates to evaluate: those that no other one nests. Templates that only nest each other in a circle
    /// are all entered.
    pub fn roots(&self) -> Vec<&'a str> {
        let nested: BTreeSet<&str> =
            self.templates.iter().flat_map(|(path, root)| self.nests(path, root)).collect();
        let roots = self.templates.keys().copied().filter(|path| !nested.contains(path));
        let mut roots: Vec<&str> = roots.collect();
        let mut reached = BTreeSet::new();
        for root in &roots {
            self.reach(root, &mut reached);
        }
        for path in self.templates.keys().copied() {
            if !reached.contains(path) {
                roots.push(path);
                self.reach(path, &mut reached);
            }
        }
        roots.sort_unstable();
        roots
    }

    fn nests(&self, path: &str, root: &Node) -> Vec<&'a str> {
        let nested = |e: &Entry| {
            let kind = e.value.get("Type").and_then(Node::as_str)?;
            nested_path(self, path, kind, &e.value)
        };
        Template::new(root).resources().iter().filter_map(nested).collect()
    }

    fn reach(&self, path: &str, reached: &mut BTreeSet<&'a str>) {
        let mut todo = vec![path];
        while let Some(path) = todo.pop() {
            let Some((path, root)) = self.templates.get_key_value(path) else { continue };
            if reached.insert(path) {
                todo.extend(self.nests(path, root));
            }
        }
    }

    /// The path of a template, if it is one.
    pub(crate) fn known(&self, path: &str) -> Option<&'a str> {
        self.templates.get_key_value(path).map(|(path, _)| *path)
    }

    /// The paths of all templates.
    pub(crate) fn paths(&self) -> impl Iterator<Item = &'a str> {
        self.templates.keys().copied()
    }

    /// What the templates export, by name.
    pub(crate) fn exports(&self) -> &Exports {
        self.exports.get_or_init(|| exports::all(self))
    }

    pub(crate) fn template(&self, path: &str) -> Option<&'a Node> {
        self.templates.get(path).copied()
    }

    /// The template at `to`, as `from` writes it.
    pub(crate) fn beside(&self, from: &str, to: &str) -> Option<&'a str> {
        self.templates.get_key_value(joined(from, to)?.as_str()).map(|(path, _)| *path)
    }

    /// Evaluates the root template at `path`.
    pub fn evaluate(&self, path: &str, given: &Given<'_>) -> Evaluated {
        let run = || self.evaluate_here(path, given);
        std::thread::scope(|threads| {
            let thread = std::thread::Builder::new().stack_size(STACK).spawn_scoped(threads, run);
            thread.ok().and_then(|t| t.join().ok()).unwrap_or_else(|| self.failed(path))
        })
    }

    fn failed(&self, path: &str) -> Evaluated {
        let notice = self.template(path).map(|root| Notice {
            span: root.span,
            kind: NoticeKind::NotRendered,
            message: "the template could not be evaluated".into(),
        });
        Evaluated { notices: notice.into_iter().collect(), ..Evaluated::default() }
    }

    fn evaluate_here(&self, path: &str, given: &Given<'_>) -> Evaluated {
        let Some((path, root)) = self.templates.get_key_value(path) else {
            return Evaluated::default();
        };
        let (given, files) = values::of(self, path, Template::new(root), given);
        let engine = Rc::new(Engine::new(self));
        let mut out = Evaluated { values: files, ..Evaluated::default() };
        if Template::new(root).resources().is_empty() {
            let at = root.get("Resources").map_or(root.span, |n| n.span);
            engine.notice(
                at,
                NoticeKind::ParseError,
                "the template has no map of `Resources`: add one",
            );
        }
        for name in Template::new(root).macros().filter(|m| !is_known_macro(m)) {
            let (kind, message) = rewrites(name, root);
            engine.notice(name.span, kind, message);
        }
        if let Some(stack) = Stack::new(engine.clone(), path, &[], String::new(), &given) {
            Rc::new(stack).emit(path, &mut out);
        }
        out.notices = engine.notices();
        out
    }
}

/// What is said of a macro whose language is not read, or of a snippet that is not in the files.
fn rewrites(node: &Node, root: &Node) -> (NoticeKind, String) {
    if include::is_include(node) {
        let from = include::location(node, root).unwrap_or("elsewhere");
        let message =
            format!("the snippet at {from} is not part of the scan: its sections are not judged");
        return (NoticeKind::NotRendered, message);
    }
    let name = node.get("Name").unwrap_or(node).scalar().unwrap_or_default();
    let message = format!(
        "the macro {name} rewrites the template on deployment: it is judged as it is written"
    );
    (NoticeKind::Unresolved, message)
}

/// The path `to`, as the file `from` writes it; `None` where it leaves the scan.
pub(crate) fn joined(from: &str, to: &str) -> Option<String> {
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in to.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()?),
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// The macros of AWS whose language is read here, or which add nothing that is judged.
fn is_known_macro(node: &Node) -> bool {
    let name = node.get("Name").unwrap_or(node).as_str().unwrap_or_default();
    [
        "AWS::Serverless-",
        "AWS::LanguageExtensions",
        "AWS::SecretsManager-",
        "AWS::CodeDeployBlueGreen",
    ]
    .iter()
    .any(|known| name.starts_with(known))
}
