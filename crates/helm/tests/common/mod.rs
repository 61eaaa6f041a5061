//! Charts from folders and from texts.
#![allow(dead_code, clippy::unwrap_used)] // every test file takes what it needs

use std::path::Path;

use ringfort_helm::{File, Given, Project, Rendered};
use ringfort_source::{Node, SourceMap, Span};

/// A chart with its sources.
pub(crate) struct Loaded {
    pub(crate) sources: SourceMap,
}

impl Loaded {
    /// The chart in `tests/charts/NAME`.
    pub(crate) fn folder(name: &str) -> Self {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/charts").join(name);
        let mut sources = SourceMap::default();
        walk(&root, "", &mut sources);
        Self { sources }
    }

    /// A chart of these files; `Chart.yaml` is there where none is given.
    pub(crate) fn files(files: &[(&str, &str)]) -> Self {
        let mut sources = SourceMap::default();
        if !files.iter().any(|(path, _)| *path == "Chart.yaml") {
            sources.add("Chart.yaml", "apiVersion: v2\nname: c\nversion: 1.2.3\n");
        }
        for (path, text) in files {
            sources.add(*path, *text);
        }
        Self { sources }
    }

    pub(crate) fn file(&self, path: &str) -> File<'_> {
        let (source, file) = self.sources.iter().find(|(_, f)| &*f.path == path).unwrap();
        File { source, path: &file.path, text: &file.text }
    }

    pub(crate) fn project(&self) -> Project<'_> {
        let file = |(source, f)| {
            let f: &ringfort_source::SourceFile = f;
            File { source, path: &f.path, text: &f.text }
        };
        Project::new(self.sources.iter().map(file))
    }

    pub(crate) fn render(&self, given: &Given<'_>) -> Rendered {
        self.project().render("", given)
    }

    /// The text of the template at `path` with its name's chart left out.
    pub(crate) fn text(&self, path: &str, given: &Given<'_>) -> Option<String> {
        let rendered = self.render(given);
        let ends = format!("/{path}");
        rendered.outputs.into_iter().find(|o| o.name.ends_with(&ends)).map(|o| o.text)
    }

    /// `file:line` of a span.
    pub(crate) fn at(&self, span: Span) -> String {
        format!("{}:{}", self.sources.path(span), self.sources.line_range(span).0)
    }

    /// The problems as `file:line: message`.
    pub(crate) fn problems(&self, rendered: &Rendered) -> Vec<String> {
        let shown = |p: &ringfort_helm::Problem| format!("{}: {}", self.at(p.span), p.message);
        rendered.problems.iter().map(shown).collect()
    }
}

/// The object of a kind.
pub(crate) fn object<'a>(rendered: &'a Rendered, kind: &str) -> &'a Node {
    let found = rendered.objects.iter().find(|o| o.node.at("kind").str() == Some(kind));
    &found.unwrap().node
}

fn walk(folder: &Path, prefix: &str, sources: &mut SourceMap) {
    let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    paths.sort();
    for path in paths {
        let inner = format!("{prefix}{}", path.file_name().unwrap().to_string_lossy());
        if path.is_dir() {
            walk(&path, &format!("{inner}/"), sources);
        } else {
            sources.add(inner, std::fs::read_to_string(&path).unwrap());
        }
    }
}
