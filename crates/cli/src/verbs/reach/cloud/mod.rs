//! What of a cloud estate can be reached: from the internet, and among its own endpoints.

mod explain;
mod graph;
mod json;
mod table;

use std::collections::BTreeSet;

use ringfort_config::did_you_mean;
use ringfort_engine::Read;
use ringfort_reach::Range;
use ringfort_reach::cloud::{Answer, EndpointId, Estate, Exposure, Source};
use ringfort_source::Span;

use crate::args::ReachArgs;
use crate::verbs::asking;

pub(super) use explain::explain;
pub(super) use graph::of_cloud;
pub(super) use json::{Cloud, told};
pub(super) use table::table;

/// Who is asked about as the source.
#[derive(Clone, Debug, PartialEq, Eq)]
enum From {
    /// Everyone on the internet.
    Internet,
    /// These addresses.
    Addresses(Range),
    /// Endpoints of the estate.
    Endpoints(Vec<EndpointId>),
}

/// An estate with what is asked of it.
pub(super) struct View<'r> {
    read: &'r Read,
    estate: Estate,
    from: Option<From>,
    to: Option<Vec<EndpointId>>,
    /// Do the files hold more than one root module? Then names say which.
    several: bool,
}

/// A connection inside of the estate.
struct Row {
    from: Vec<EndpointId>,
    to: Vec<EndpointId>,
    answer: Answer,
}

impl<'r> View<'r> {
    /// The estate in the files; none where they hold no endpoint, or where what is asked is not about it.
    pub(super) fn new(read: &'r Read, args: &ReachArgs) -> Result<Option<Self>, String> {
        let estate = Estate::derive(&read.facts);
        if estate.endpoints().is_empty() {
            return Ok(None);
        }
        let from = args.from.as_deref().map(|word| source(&estate, word));
        let to = args.to.as_deref().map(|word| estate.named(word));
        if from.as_ref().is_some_and(Option::is_none) {
            return Err(mistake(&estate, "--from", args.from.as_deref().unwrap_or("")));
        }
        if to.as_ref().is_some_and(Vec::is_empty) {
            return Err(mistake(&estate, "--to", args.to.as_deref().unwrap_or("")));
        }
        let roots: BTreeSet<&str> = estate.endpoints().iter().map(|e| &*e.root).collect();
        let several = roots.len() > 1;
        Ok(Some(View { read, from: from.flatten(), to, several, estate }))
    }

    /// Is one connection asked for, so that the answer is why?
    pub(super) fn is_pair(&self) -> bool {
        self.from.is_some() && self.to.as_ref().is_some_and(|to| to.len() == 1)
    }

    /// What the internet reaches of what is asked for.
    fn exposures(&self) -> Vec<Exposure> {
        let wanted = |id: EndpointId| self.to.as_ref().is_none_or(|to| to.contains(&id));
        let all = self.estate.endpoints().iter().map(|e| e.id).filter(|id| wanted(*id));
        match &self.from {
            None | Some(From::Internet) => {
                all.flat_map(|id| self.estate.exposures_of(id)).collect()
            }
            Some(From::Addresses(range)) => {
                all.flat_map(|id| self.estate.exposures_to(id, *range)).collect()
            }
            Some(From::Endpoints(_)) => vec![],
        }
    }

    /// Connections inside: of what is asked for, with classes of others that nothing tells apart.
    fn rows(&self) -> Vec<Row> {
        let classes = || self.estate.classes();
        let one = |ids: &[EndpointId]| ids.iter().map(|id| vec![*id]).collect::<Vec<_>>();
        let (from, to) = match (&self.from, &self.to) {
            (None, Some(to)) => (classes(), one(to)),
            (Some(From::Endpoints(from)), None) => (one(from), classes()),
            (Some(From::Endpoints(from)), Some(to)) => (one(from), one(to)),
            _ => return vec![],
        };
        let pairs = from.iter().flat_map(|f| to.iter().map(move |t| (f, t)));
        let rows = pairs.filter_map(|(f, t)| {
            let apart = |id: &&EndpointId| Some(*id) != t.first() || t.len() > 1;
            let source = f.iter().find(apart)?;
            let target = t.iter().find(|id| *id != source)?;
            let answer = self.estate.between(*source, *target);
            Some(Row { from: f.clone(), to: t.clone(), answer })
        });
        rows.filter(|row| row.answer.is_possible()).collect()
    }

    /// The name of an endpoint.
    fn name(&self, id: EndpointId) -> String {
        match self.estate.endpoint(id) {
            Some(e) if self.several && !e.root.is_empty() => format!("{} {}", e.root, e.address),
            Some(e) => e.address.to_string(),
            None => String::new(),
        }
    }

    /// The name of a class.
    fn class(&self, ids: &[EndpointId]) -> String {
        match ids {
            [only] => self.name(*only),
            [first, rest @ ..] => format!("{} and {} like it", self.name(*first), rest.len()),
            [] => String::new(),
        }
    }

    /// `file:line`.
    fn place(&self, at: Span) -> String {
        asking::place(self.read, at)
    }
}

/// Who a word of the command line is; none if nobody of the estate or outside.
fn source(estate: &Estate, word: &str) -> Option<From> {
    if word == "internet" {
        return Some(From::Internet);
    }
    if let Some(range) = Range::read(word) {
        return Some(From::Addresses(range));
    }
    let found = estate.named(word);
    (!found.is_empty()).then_some(From::Endpoints(found))
}

fn mistake(estate: &Estate, flag: &str, word: &str) -> String {
    let names: Vec<&str> = estate.endpoints().iter().map(|e| &*e.address).collect();
    let hint = did_you_mean(word, names);
    format!("{flag}: nothing in the cloud that can be reached is called `{word}`{hint}")
}

/// Where a connection comes from, in words.
fn from_words(source: &Source) -> String {
    match source {
        Source::Anywhere => "anywhere".into(),
        Source::AnywhereVersion6 => "anywhere (IPv6)".into(),
        Source::Named(name) => name.to_string(),
        Source::Ranges(ranges) => match ranges.as_slice() {
            [] => String::new(),
            [a] => a.to_string(),
            [a, b] => format!("{a}, {b}"),
            [a, b, rest @ ..] => format!("{a}, {b} and {} more ranges", rest.len()),
        },
    }
}

/// What may pass, in a few words.
fn ports(answer: &Answer) -> String {
    match (answer.ports.is_empty(), answer.unknown.is_empty()) {
        (true, true) => "denied".into(),
        (_, true) => answer.ports.to_string(),
        (true, false) => format!("not known: {}", answer.unknown),
        (false, false) => format!("{}; not known: {}", answer.ports, answer.unknown),
    }
}
