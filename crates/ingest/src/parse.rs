//! Parsing: from one text to what it holds. Runs over all files in parallel; nothing here sees another file.

use std::borrow::Cow;

use ringfort_model::code::Module;
use ringfort_model::image::Dockerfile;
use ringfort_model::packages::{Lock, Manifest};
use ringfort_model::pipeline::Workflow;
use ringfort_model::{Document, NodeText};
use ringfort_source::{Node, Span};
use ringfort_syntax::Error;
use ringfort_vocab::NoticeKind;

use crate::detect::Format;
use crate::read::Input;
use crate::{json, packages, python, workflow, yaml};

/// What a text holds.
#[derive(Debug, Default)]
pub(crate) struct Parsed {
    /// A more exact name of the format, where content told.
    pub(crate) format: Option<&'static str>,
    /// Kubernetes objects, as trees.
    pub(crate) objects: Vec<Node>,
    /// A tree of another kind.
    pub(crate) document: Option<Document>,
    /// Further trees of the same kind in one file.
    pub(crate) more: Vec<Document>,
    /// A kustomization's tree.
    pub(crate) kustomization: Option<Node>,
    /// A workflow.
    pub(crate) workflow: Option<Workflow>,
    /// A Python module.
    pub(crate) module: Option<Module>,
    /// A Dockerfile.
    pub(crate) dockerfile: Option<Dockerfile>,
    /// What asks for packages.
    pub(crate) manifest: Option<Manifest>,
    /// What fixes packages.
    pub(crate) lock: Option<Lock>,
    /// What it puts onto nodes or runs there.
    pub(crate) node_texts: Vec<NodeText>,
    /// What could not be read; the rest was.
    pub(crate) errors: Vec<Error>,
    /// Why the file as a whole is not judged: kind, place, cause.
    pub(crate) refused: Option<(NoticeKind, Span, String)>,
    /// Why the file is not judged although nothing is wrong with it.
    pub(crate) unread: Option<Cow<'static, str>>,
    /// What of the file is not judged although it should be, where the rest is.
    pub(crate) in_part: Option<&'static str>,
    /// Is it one that should have been judged all the same?
    pub(crate) gap: bool,
}

impl Parsed {
    /// Did nothing come of the file?
    pub(crate) fn is_empty(&self) -> bool {
        self.objects.is_empty()
            && self.document.is_none()
            && self.kustomization.is_none()
            && self.workflow.is_none()
            && self.module.is_none()
            && self.dockerfile.is_none()
            && self.manifest.is_none()
            && self.lock.is_none()
    }

    /// A file that is not judged, with a notice.
    pub(crate) fn refused(kind: NoticeKind, at: Span, cause: impl Into<String>) -> Self {
        Self { refused: Some((kind, at, cause.into())), ..Self::default() }
    }

    /// A file that holds one tree of `format`.
    pub(crate) fn document(input: &Input, format: &'static str, root: Node) -> Self {
        let (path, source) = (input.path.clone(), input.source);
        let document = Some(Document { path, source, format, root });
        Self { format: Some(format), document, ..Self::default() }
    }
}

/// Parses `text` as what `input` was taken for.
pub(crate) fn parse(input: &Input, text: &str) -> Parsed {
    match input.format {
        Format::Yaml => yaml::parse(input, text),
        Format::Json => json::parse(input, text),
        Format::Requirements | Format::Lock | Format::Pyproject | Format::Npm => {
            packages(input, text)
        }
        Format::Workflow => first_tree(input, text, |root| Parsed {
            workflow: Some(workflow::lower(&input.path, text, root)),
            ..Parsed::default()
        }),
        Format::Kustomization => first_tree(input, text, |root| Parsed {
            kustomization: Some(root),
            ..Parsed::default()
        }),
        Format::Dependabot => {
            first_tree(input, text, |root| Parsed::document(input, "dependabot", root))
        }
        Format::Compose => compose(input, text),
        Format::Python => python_module(input, text),
        Format::Dockerfile => dockerfile(input, text),
        Format::Source(language) => Parsed {
            gap: true,
            ..unread(format!("{language} source is not judged (searched for secrets only)"))
        },
        Format::Infrastructure(language) => Parsed {
            gap: true,
            ..unread(format!("{language} is not evaluated (searched for secrets only)"))
        },
        Format::Text => unread("not a format that is judged (searched for secrets only)"),
        // These are understood together with their neighbours after all files are read, or by others.
        Format::Terraform
        | Format::TerraformJson
        | Format::TfVars
        | Format::HelmTemplate
        | Format::HelmChart
        | Format::Settings
        | Format::Binary => Parsed::default(),
    }
}

fn unread(cause: impl Into<Cow<'static, str>>) -> Parsed {
    Parsed { unread: Some(cause.into()), ..Parsed::default() }
}

fn compose(input: &Input, text: &str) -> Parsed {
    first_tree(input, text, |root| Parsed::document(input, "compose", root))
}

/// The first document of a YAML text, with its errors.
fn first_tree(input: &Input, text: &str, lower: impl FnOnce(Node) -> Parsed) -> Parsed {
    let yaml = ringfort_syntax::yaml::parse(input.source, text);
    let parsed = yaml.documents.into_iter().next().map_or_else(Parsed::default, |d| lower(d.root));
    Parsed { errors: yaml.errors, ..parsed }
}

fn python_module(input: &Input, text: &str) -> Parsed {
    let lowered = python::lower(input.source, &input.path, text);
    Parsed { module: lowered.module, errors: lowered.errors, ..Parsed::default() }
}

fn packages(input: &Input, text: &str) -> Parsed {
    let read = packages::read(input.source, &input.path, text);
    Parsed { manifest: read.manifest, lock: read.lock, errors: read.errors, ..Parsed::default() }
}

fn dockerfile(input: &Input, text: &str) -> Parsed {
    let (dockerfile, errors) = crate::dockerfile::read(input.source, &input.path, text);
    Parsed { dockerfile: Some(dockerfile), errors, ..Parsed::default() }
}
