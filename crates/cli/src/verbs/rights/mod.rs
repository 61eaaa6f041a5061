//! `ringfort can` and `ringfort who-can`.

mod accounts;
mod cloud;
mod json;
mod shown;
mod subject;
mod table;

use ringfort_engine::Read;
use ringfort_facts::kube::access::{Access, Ask, Who, resolve};
use ringfort_reach::{Reach, ScopeId};

use super::{asking, text};
use crate::args::{AskArgs, CanArgs, ListFormat, WhoCanArgs};
use crate::exit::{Exit, Refusal};
use crate::terminal;
use shown::{Kind, Line, Shown};

/// Answers for one subject.
pub(crate) fn can(args: &CanArgs) -> Result<Exit, Refusal> {
    if !args.list && args.words.get(1).is_some_and(|action| cloud::is_action(action)) {
        return cloud::can(args);
    }
    if args.list && args.words.first().is_some_and(|name| cloud::is_principal(name)) {
        return cloud::list(args);
    }
    let (question, paths) = question(args)?;
    let read = asking::files(&paths, &args.read)?;
    if args.list && question.subject == accounts::ALL {
        let answers = accounts::tables(&read);
        return write(&answers, None, args.ask.format, args.read.color);
    }
    let mut answers = vec![];
    for scope in Reach::clusters(&read.facts) {
        let access = Access::new(&read.facts.model.kube, &read.facts.kube, scope);
        let holder = subject::resolve(&read, scope, question.subject)?;
        let who = Who::new(&holder);
        let kind = if question.what.is_some() { Kind::One } else { Kind::Rights };
        let mut shown =
            Shown { kind, cluster: cluster(&read, scope), lines: vec![], notes: vec![] };
        shown.notes.extend(subject::notes(&read, scope, &holder));
        match &question.what {
            None => {
                let (granted, unknown) = access.rights_of(&who);
                shown.lines.push(Line::rights(&read, holder.label(), &granted, &unknown));
            }
            Some((verb, resource)) => {
                let ask = ask(&read, verb, resource, &args.ask);
                shown.lines.push(Line::answer(&read, holder.label(), &access.can(&who, &ask)));
            }
        }
        answers.push(shown);
    }
    let title = question.what.map(|(verb, resource)| phrase(verb, resource, &args.ask));
    write(&answers, title.as_deref(), args.ask.format, args.read.color)
}

/// Names everyone.
pub(crate) fn who_can(args: &WhoCanArgs) -> Result<Exit, Refusal> {
    if cloud::is_action(&args.verb) {
        return cloud::who_can(args);
    }
    let read = asking::files(&args.paths, &args.read)?;
    let mut answers = vec![];
    for scope in Reach::clusters(&read.facts) {
        let access = Access::new(&read.facts.model.kube, &read.facts.kube, scope);
        let ask = ask(&read, &args.verb, &args.resource, &args.ask);
        let found = access.who_can(&ask);
        let lines =
            found.iter().map(|(holder, answer)| Line::answer(&read, holder.label(), answer));
        answers.push(Shown {
            kind: Kind::Everyone,
            cluster: cluster(&read, scope),
            lines: lines.collect(),
            notes: vec![],
        });
    }
    let title = phrase(&args.verb, &args.resource, &args.ask);
    write(&answers, Some(&title), args.ask.format, args.read.color)
}

/// What `can` is asked.
struct Question<'a> {
    subject: &'a str,
    /// Verb and resource; `None`: list everything.
    what: Option<(&'a str, &'a str)>,
}

/// The words of `can`, and the paths after them.
fn question(args: &CanArgs) -> Result<(Question<'_>, Vec<String>), Refusal> {
    let (question, paths) = match (args.list, args.words.as_slice()) {
        (true, []) => (Question { subject: accounts::ALL, what: None }, &[][..]),
        (true, [subject, paths @ ..]) => (Question { subject, what: None }, paths),
        (false, [subject, verb, resource, paths @ ..]) => {
            (Question { subject, what: Some((verb, resource)) }, paths)
        }
        _ => {
            let usage = "write `ringfort can SUBJECT VERB RESOURCE [PATH]`, or `ringfort can --list SUBJECT [PATH]`";
            return Err(format!("can: words are missing; {usage}").into());
        }
    };
    let paths = if paths.is_empty() { vec![".".to_owned()] } else { paths.to_vec() };
    Ok((question, paths))
}

fn ask(read: &Read, verb: &str, resource: &str, args: &AskArgs) -> Ask {
    let verb = verb.to_ascii_lowercase();
    if resource.starts_with('/') {
        return Ask::Path { verb, path: resource.into() };
    }
    Ask::Resource {
        verb,
        resource: resolve(&read.facts.model.kube, resource),
        name: args.name.clone(),
        namespace: args.namespace.clone(),
    }
}

/// The question in words: `get pods in namespace shop`.
fn phrase(verb: &str, resource: &str, args: &AskArgs) -> String {
    let name = args.name.as_ref().map(|name| format!(" `{name}`")).unwrap_or_default();
    let place = match (&args.namespace, resource.starts_with('/')) {
        (Some(namespace), false) => format!(" in namespace {namespace}"),
        (None, false) => " anywhere".to_owned(),
        (_, true) => String::new(),
    };
    format!("{verb} {resource}{name}{place}")
}

/// The overlay of a cluster, where there are several.
fn cluster(read: &Read, scope: Option<ScopeId>) -> Option<String> {
    let scope = read.facts.model.kube.scopes.get(usize::from(scope?.0))?;
    Some(scope.name.to_string())
}

fn write(
    answers: &[Shown],
    title: Option<&str>,
    format: ListFormat,
    color: crate::args::Color,
) -> Result<Exit, Refusal> {
    match format {
        ListFormat::Json => json::write(answers, title),
        ListFormat::Table => {
            let options = terminal::options(color);
            let parts: Vec<String> = answers
                .iter()
                .map(|shown| table::table(shown, title.unwrap_or_default(), &options))
                .collect();
            text(&parts.join("\n"))
        }
    }
}
