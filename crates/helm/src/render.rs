//! Rendering a chart: its templates in Helm's order, each by itself.

use std::collections::BTreeMap;
use std::rc::Rc;

use ringfort_source::{At, Entry, Kind, LineIndex, Node, SourceId, Span};
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
use crate::value::Value;
use crate::ways::{self, Ways};
use crate::{Given, Object, Output, Problem, Project, Rendered, State};

/// How much a chart may render to.
const MAX_OUTPUT: usize = 64 << 20;

/// Renders the chart in the folder `dir`: once, or both ways where a condition is not known.
pub(crate) fn render(project: &Project<'_>, dir: &str, given: &Given<'_>) -> Rendered {
    let mut rendered = Rendered::default();
    let Some(one) = way(project, dir, given, true, &mut rendered) else { return rendered };
    if one.forked {
        let other = way(project, dir, given, false, &mut rendered);
        rendered.both(one, other);
    } else {
        one.templates.into_iter().for_each(|done| rendered.settle(done));
    }
    rendered
}

/// What the templates of a chart gave on one way.
struct Way {
    /// Was a condition not known?
    forked: bool,
    templates: Vec<Done>,
}

/// A template, and its objects or why there are none.
struct Done {
    path: String,
    file: Span,
    objects: Result<Vec<Object>, Fault>,
}

/// Goes one way; `None` where the chart cannot be loaded.
fn way(
    project: &Project<'_>,
    dir: &str,
    given: &Given<'_>,
    way: bool,
    rendered: &mut Rendered,
) -> Option<Way> {
    let mut problems = vec![];
    let chart = chart::load(project, dir, 0, &mut problems);
    let done = chart.map(|mut chart| {
        let whole = Span::file(chart.meta.span.source);
        let ways = Ways::new(way);
        let result = templates(project, dir, &mut chart, (given, &ways, &mut problems), rendered);
        let templates = result.unwrap_or_else(|fault| {
            vec![Done { path: "Chart.yaml".to_owned(), file: whole, objects: Err(fault) }]
        });
        Way { forked: ways.forked.get(), templates }
    });
    for problem in problems {
        rendered.remark(problem);
    }
    done
}

fn templates<'a>(
    project: &Project<'a>,
    dir: &str,
    chart: &mut Chart<'a>,
    (given, ways, problems): (&Given<'_>, &Ways, &mut Vec<Problem>),
    rendered: &mut Rendered,
) -> Result<Vec<Done>, Fault> {
    let (values, open) = chart::given(given, problems);
    if open {
        chart::open(chart, &values);
    }
    chart::resolve(project, dir, chart, &values, ways, problems)?;
    let mut scopes = Scopes::new(chart, &values, given)?;
    // Deep ones first, and last names first: what is defined later wins.
    let depth = |name: &str| name.matches('/').count();
    scopes.templates.sort_by(|a, b| (depth(&b.name), &b.name).cmp(&(depth(&a.name), &a.name)));
    let (library, bodies) = rendered.parse(&scopes);
    let session = Session {
        run: Run::new(Budget::CHART, given.strict, ways.way),
        library: Rc::new(library),
        lengths: project.lengths(),
        given,
    };
    let (mut left, mut done) = (MAX_OUTPUT, vec![]);
    for template in scopes.templates.iter().filter(|t| !t.is_partial() && !t.is_notes()) {
        let Some(body) = bodies.get(template.name.as_str()) else { continue };
        let objects = session.render(template, body, &mut left, rendered);
        let stopped = objects.as_ref().is_err_and(|fault| fault.limit);
        let (path, file) = (template.file.path.to_owned(), Span::file(template.file.source));
        done.push(Done { path, file, objects });
        if stopped {
            rendered.stop(&scopes);
            break;
        }
    }
    if session.run.forks() > 0 {
        ways.fork();
    }
    Ok(done)
}

/// What all templates of a chart share.
struct Session<'a> {
    run: Run,
    library: Rc<Library>,
    lengths: &'a BTreeMap<SourceId, u32>,
    given: &'a Given<'a>,
}

impl Session<'_> {
    /// Renders one template into `rendered` and gives its objects; `left` is what the chart may still render to.
    fn render(
        &self,
        template: &Template<'_>,
        body: &Define,
        left: &mut usize,
        rendered: &mut Rendered,
    ) -> Result<Vec<Object>, Fault> {
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
        let (objects, good) = rendered.take(&placer, path, self.given);
        let state = if good { State::Rendered } else { State::Failed };
        rendered.files.insert(path.to_owned(), state);
        if !rendered.outputs.iter().any(|o| o.name == template.name) {
            rendered.outputs.push(Output { name: template.name.clone(), text: text.text });
        }
        Ok(objects)
    }
}

/// What a template of a release's name writes. It sees no values.
pub(crate) fn name(template: &str) -> Result<String, Fault> {
    let (body, _) = read(SourceId(u32::MAX), template)?;
    let run = Run::new(Budget::CHART, true, true);
    let text = Exec::output(&run, &Rc::default(), &body, Value::nil())?;
    Ok(text.text.trim().to_owned())
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

    /// Takes in what a template gave.
    fn settle(&mut self, done: Done) {
        match done.objects {
            Ok(objects) => self.objects.extend(objects),
            Err(fault) => {
                if self.files.contains_key(&done.path) {
                    self.files.insert(done.path.clone(), State::Failed);
                }
                self.problem(&fault, done.file, &done.path);
            }
        }
    }

    /// Takes in what the templates gave on both ways. Where one of them fails, the chart cannot be installed that
    /// way: what the other one gave stands.
    fn both(&mut self, one: Way, other: Option<Way>) {
        let mut others = other.map(|way| way.templates).unwrap_or_default();
        for done in one.templates {
            let twin = others.iter().position(|o| o.path == done.path).map(|at| others.remove(at));
            let twin = twin.map_or_else(|| Ok(vec![]), |twin| twin.objects);
            match (done.objects, twin) {
                (Ok(a), Ok(b)) => self.objects.extend(ways::objects(a, b)),
                (Ok(objects), Err(fault)) | (Err(fault), Ok(objects)) if !fault.limit => {
                    self.files.insert(done.path, State::Rendered);
                    self.objects.extend(objects);
                }
                (Err(fault), _) | (_, Err(fault)) => {
                    let (path, file) = (done.path, done.file);
                    self.settle(Done { path, file, objects: Err(fault) });
                }
            }
        }
        for done in others {
            self.settle(done);
        }
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

    /// The objects of a rendered text, and whether all of it is YAML.
    fn take(&mut self, placer: &Placer<'_>, path: &str, given: &Given<'_>) -> (Vec<Object>, bool) {
        let parsed = yaml::parse(SourceId(u32::MAX), &placer.text.text);
        for error in &parsed.errors {
            let at = placer.at(&error.span.range());
            let message = format!("what this renders to is no YAML: {}", error.message);
            self.remark(Problem::new(NoticeKind::NotRendered, at, message));
        }
        let mut objects = vec![];
        for mut document in parsed.documents {
            placer.place(&mut document.root);
            let mut node = document.root;
            settle(&mut node, given);
            self.nameless(&node);
            let test = is_test(&node);
            objects.push(Object { node, template: path.into(), test });
        }
        (objects, parsed.errors.is_empty())
    }

    /// Says where it is not known what an object is: it is judged by nothing.
    fn nameless(&mut self, node: &Node) {
        let parts = ["apiVersion", "kind"].map(|key| node.at(key));
        let whole = At::Unknown(node);
        let found = parts.into_iter().chain(node.is_unknown().then_some(whole));
        if let Some(At::Unknown(part)) = found.into_iter().find(|at| at.is_unknown()) {
            let message = format!(
                "what kind of object this is is not known ({}), so it is not evaluated: {}",
                part.cause(),
                Doubt::Given.next()
            );
            self.remark(Problem::new(NoticeKind::NotRendered, part.span, message));
        }
    }
}

/// Is it one of the chart's tests? Source: Helm's documentation, "Chart Tests".
fn is_test(node: &Node) -> bool {
    let hook = node.at_keys(&["metadata", "annotations", "helm.sh/hook"]);
    let mut events = hook.str().unwrap_or("").split(',').map(str::trim);
    events.any(|event| matches!(event, "test" | "test-success" | "test-failure"))
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
