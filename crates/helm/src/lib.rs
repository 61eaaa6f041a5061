//! Renders Helm charts in process, without Helm and without a cluster.
//!
//! A [`Project`] holds the files; [`Project::charts`] says which charts stand for themselves, [`Project::render`]
//! renders one. Every value of the result keeps two places: its span is the template line that wrote it, and
//! `from` the key of the values file it came from, through variables, defaults, `toYaml` and `include`. What cannot be
//! known before an installation (random passwords, the time, a demanded value nobody gives) is unknown in the tree.
//!
//! What fails is a [`Problem`] and a file in the state [`State::Failed`]; the other templates are rendered all the
//! same. Nothing outside the project is read; steps, depth, text and output are bounded.
//!
//! Deliberate differences to the tool: a chart that demands a value (`required`) renders with an unknown one unless
//! [`Given::strict`] is set, values are not checked against `values.schema.json`, and keys come sorted where Go gives
//! no order.

// Lengths and counters are far below the limits of Go's `int`, and its numbers are converted as Go converts them.
#![allow(clippy::cast_possible_wrap, clippy::cast_precision_loss, clippy::cast_sign_loss)]

mod capabilities;
mod chart;
mod doubt;
mod encode;
mod exec;
mod fault;
mod functions;
mod glob;
mod objects;
mod path;
mod place;
mod print;
mod project;
mod render;
mod semver;
mod template;
mod text;
mod value;
mod ways;

use std::collections::BTreeMap;

use ringfort_source::{Node, Span};
use ringfort_vocab::NoticeKind;

pub use chart::unpack;
pub use project::{File, Project};

/// What a user gives to a rendering.
#[derive(Clone, Debug, Default)]
pub struct Given<'a> {
    /// Values files, later ones over earlier ones, all over the chart's own.
    pub values: Vec<File<'a>>,
    /// Trees of values, later ones over earlier ones, over the files: what other tools hand to a chart. A tree that is
    /// not known leaves no value known but those of later ones and of settings.
    pub trees: Vec<Node>,
    /// Settings in the syntax of `--set`, over the files.
    pub set: Vec<String>,
    /// Single settings with their places, over all others.
    pub settings: Vec<Setting>,
    /// The version of the cluster; the newest known one where none is given.
    pub kube_version: Option<String>,
    /// API versions the cluster has beyond those of Kubernetes itself.
    pub api_versions: Vec<String>,
    /// The name of the release; the chart's name where none is given.
    pub release: Option<String>,
    /// The namespace of the release; not known where none is given.
    pub namespace: Option<String>,
    /// Fail where a demanded value is missing, as the tool does.
    pub strict: bool,
}

/// A setting as other tools hand it to a chart.
#[derive(Clone, Debug)]
pub struct Setting {
    /// Where it goes, in the syntax of `--set`: `a.b[0].c`.
    pub path: String,
    /// The value. A text is taken as `--set` takes it: booleans, null and whole numbers as such.
    pub value: Node,
    /// Is a text a text, whatever it looks like (`--set-string`)?
    pub text: bool,
}

/// What a chart renders to.
#[derive(Clone, Debug, Default)]
pub struct Rendered {
    /// The documents of all manifests.
    pub objects: Vec<Object>,
    /// The texts of all manifests, in the order they were rendered.
    pub outputs: Vec<Output>,
    /// What could not be rendered, and what was assumed.
    pub problems: Vec<Problem>,
    /// The templates that took part, by path.
    pub files: BTreeMap<String, State>,
}

/// A document.
#[derive(Clone, Debug)]
pub struct Object {
    /// Its tree.
    pub node: Node,
    /// The path of the template that wrote it.
    pub template: Box<str>,
    /// Is it one of the chart's tests, which run on demand only?
    pub test: bool,
}

/// A rendered text.
#[derive(Clone, Debug)]
pub struct Output {
    /// The name of its template: `chart/templates/x.yaml`.
    pub name: String,
    /// The text.
    pub text: String,
}

/// What became of a template.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// It is there for others to call, or holds notes.
    Used,
    /// It was rendered.
    Rendered,
    /// It was not, or what it renders to is no YAML.
    Failed,
}

/// Something that could not be rendered, or that was assumed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// What kind of thing.
    pub kind: NoticeKind,
    /// The line.
    pub span: Span,
    /// The cause and the next step.
    pub message: String,
}

impl Problem {
    fn new(kind: NoticeKind, span: Span, message: impl Into<String>) -> Self {
        Self { kind, span, message: message.into() }
    }
}

impl Project<'_> {
    /// Renders the chart in the folder `dir` (forward slashes, `""` for the root).
    pub fn render(&self, dir: &str, given: &Given<'_>) -> Rendered {
        render::render(self, dir, given)
    }
}

/// The name of a release that `--name-template` makes; what is made at random in it is a placeholder.
pub fn release_name(template: &str) -> Result<String, String> {
    render::name(template).map_err(|fault| fault.message)
}

/// The names of all functions that templates may call.
pub fn functions() -> Vec<&'static str> {
    functions::names()
}
