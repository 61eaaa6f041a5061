//! Rendering a chart: its templates in Helm's order, each by itself.

use std::collections::BTreeMap;
use std::rc::Rc;

use ringfort_source::{Entry, Kind, LineIndex, Node, SourceId, Span};
use ringfort_syntax::yaml;
use ringfort_vocab::NoticeKind;

use crate::chart::{self, Chart, Scopes, Template};
use crate::doubt::Doubt;
use crate::exec::{Budget, Exec, Library, Run};
use crate::fault::Fault;
use crate::functions::knows;
use crate::place::Placer;
use crate::template::ast::{Define, Unit};
use crate::template::parse;
use crate::text::Text;
use crate::{Given, Object, Output, Problem, Project, Rendered, State};

/// How much a chart may render to.
const MAX_OUTPUT: usize = 64 << 20;

/// Renders the chart in the folder `dir`.
pub(crate) fn render(project: &Project<'_>, dir: &str, given: &Given<'_>) -> Rendered {
    let mut rendered = Rendered::default();
    let Some(mut chart) = chart::load(project, dir, 0, &mut rendered.problems) else {
        return rendered;
    };
    let whole = chart.meta.span;
    if let Err(fault) = templates(project, dir, &mut chart, given, &mut rendered) {
        rendered.problem(&fault, Span::file(whole.source), "Chart.yaml");
    }
    rendered
}

fn templates<'a>(
    project: &Project<'a>,
    dir: &str,
    chart: &mut Chart<'a>,
    given: &Given<'_>,
    rendered: &mut Rendered,
) -> Result<(), Fault> {
    let values = chart::given(given, &mut rendered.problems);
    chart::resolve(project, dir, chart, &values, &mut rendered.problems)?;
    let mut scopes = Scopes::new(chart, &values, given)?;
    // Deep ones first, and last names first: what is defined later wins.
    let depth = |name: &str| name.matches('/').count();
    scopes.templates.sort_by(|a, b| (depth(&b.name), &b.name).cmp(&(depth(&a.name), &a.name)));
    let (library, bodies) = rendered.parse(&scopes);
    let session = Session {
        run: Run::new(Budget::CHART, given.strict),
        library: Rc::new(library),
        lengths: project.lengths(),
        given,
    };
    let mut left = MAX_OUTPUT;
    for template in scopes.templates.iter().filter(|t| !t.is_partial() && !t.is_notes()) {
        let Some(body) = bodies.get(template.name.as_str()) else { continue };
        if let Err(fault) = session.render(template, body, &mut left, rendered) {
            let path = template.file.path;
            rendered.files.insert(path.to_owned(), State::Failed);
            rendered.problem(&fault, Span::file(template.file.source), path);
            if fault.limit {
                rendered.stop(&scopes);
                break;
            }
        }
    }
    Ok(())
}

/// What all templates of a chart share.
struct Session<'a> {
    run: Run,
    library: Rc<Library>,
    lengths: &'a BTreeMap<SourceId, u32>,
    given: &'a Given<'a>,
}

impl Session<'_> {
    /// Renders one template into `rendered`; `left` is what the chart may still render to.
    fn render(
        &self,
        template: &Template<'_>,
        body: &Define,
        left: &mut usize,
        rendered: &mut Rendered,
    ) -> Result<(), Fault> {
        let file = Span::file(template.file.source);
        let result = Exec::output(&self.run, &self.library, body, template.dot());
        for (kind, at, message) in self.run.take_remarks() {
            rendered.remark(Problem::new(kind, at.unwrap_or(file), message));
        }
        let text = result?;
        *left = left.checked_sub(text.len()).ok_or_else(too_large)?;
        let lines = LineIndex::new(&text.text);
        let placer = Placer { lines, text: &text, file, lengths: self.lengths };
        let path = template.file.path;
        let good = rendered.take(&placer, path, self.given);
        let state = if good { State::Rendered } else { State::Failed };
        rendered.files.insert(path.to_owned(), state);
        rendered.outputs.push(Output { name: template.name.clone(), text: text.text });
        Ok(())
    }
}

fn too_large() -> Fault {
    Fault::limit(format!("the chart renders to more than {} MB", MAX_OUTPUT >> 20))
}

type Read = (Rc<Define>, Vec<(Rc<str>, Rc<Define>)>);

/// Parses a template file.
fn read(source: SourceId, text: &str) -> Result<Read, Fault> {
    let unit = Rc::new(Unit { text: Text::of_source(source, text) });
    let parsed = parse(&unit, &knows)?;
    Ok((Rc::new(Define { unit, body: parsed.body }), parsed.defines))
}

impl Rendered {
    /// Reads all templates: what they define, and their own bodies by name.
    fn parse<'t>(&mut self, scopes: &'t Scopes<'_>) -> (Library, BTreeMap<&'t str, Rc<Define>>) {
        let (mut library, mut bodies) = (Library::default(), BTreeMap::new());
        for template in &scopes.templates {
            let file = template.file;
            let state = match read(file.source, file.text) {
                Ok((body, defines)) => {
                    library.add(template.name.as_str().into(), body.clone());
                    for (name, define) in defines {
                        library.add(name, define);
                    }
                    bodies.insert(template.name.as_str(), body);
                    State::Used
                }
                Err(fault) => {
                    self.problem(&fault, Span::file(file.source), file.path);
                    State::Failed
                }
            };
            self.files.insert(file.path.to_owned(), state);
        }
        (library, bodies)
    }

    fn problem(&mut self, fault: &Fault, file: Span, path: &str) {
        let kind = if fault.limit { NoticeKind::Limit } else { NoticeKind::NotRendered };
        let at = fault.at.unwrap_or(file);
        let caller = if at.source == file.source {
            String::new()
        } else {
            format!(" (called from `{path}`)")
        };
        let message = format!(
            "{}{caller}; what this template renders is not judged: correct it, or give the values it needs",
            fault.message
        );
        self.remark(Problem::new(kind, at, message));
    }

    fn remark(&mut self, problem: Problem) {
        if !self.problems.contains(&problem) {
            self.problems.push(problem);
        }
    }

    /// A bound was hit: nothing that comes after was rendered.
    fn stop(&mut self, scopes: &Scopes<'_>) {
        for template in scopes.templates.iter().filter(|t| !t.is_partial() && !t.is_notes()) {
            let state = self.files.entry(template.file.path.to_owned()).or_insert(State::Failed);
            if *state == State::Used {
                *state = State::Failed;
            }
        }
    }

    /// Takes in the objects of a rendered text. False where a part of it is no YAML.
    fn take(&mut self, placer: &Placer<'_>, path: &str, given: &Given<'_>) -> bool {
        let parsed = yaml::parse(SourceId(u32::MAX), &placer.text.text);
        for error in &parsed.errors {
            let at = placer.at(&error.span.range());
            let message = format!("what this renders to is no YAML: {}", error.message);
            self.remark(Problem::new(NoticeKind::NotRendered, at, message));
        }
        for mut document in parsed.documents {
            placer.place(&mut document.root);
            let mut node = document.root;
            settle(&mut node, given);
            let test = path.contains("/templates/tests/") || path.starts_with("templates/tests/");
            self.objects.push(Object { node, template: path.into(), test });
        }
        parsed.errors.is_empty()
    }
}

/// Workloads that name no namespace land in the one of the release.
fn settle(node: &mut Node, given: &Given<'_>) {
    const KINDS: [&str; 8] = [
        "CronJob",
        "DaemonSet",
        "Deployment",
        "Job",
        "Pod",
        "ReplicaSet",
        "ReplicationController",
        "StatefulSet",
    ];
    if !node.at("kind").str().is_some_and(|k| KINDS.contains(&k)) {
        return;
    }
    let Kind::Map(entries) = &mut node.kind else { return };
    let Some(metadata) = entries.iter_mut().find(|e| &*e.key == "metadata") else { return };
    let named = metadata.value.entry("namespace").is_some();
    let (span, Kind::Map(fields)) = (metadata.key_span, &mut metadata.value.kind) else { return };
    if !named {
        let value = match &given.namespace {
            Some(name) => Node::new(span, Kind::Str(name.as_str().into())),
            None => Node::unknown(span, Doubt::Namespace.cause()),
        };
        fields.push(Entry { key: "namespace".into(), key_span: span, value });
    }
}
