//! The smallest sets of controls that close what is open.

use rayon::prelude::*;
use ringfort_vocab::Layer;
use ringfort_vocab::attack::{Alternative, Cut, Decision, Witness};

use super::{Board, View, tell};
use crate::control::Standing;
use crate::cut::{self, Answer, Field, Reduced};
use crate::effort;
use crate::horn::{Atom, Choices, Decision as DecisionId};

/// How much work an exact answer may take, in rules and decisions looked at, before the best so far is given
/// with its bound: about a second.
const WORK: u64 = 30_000_000;

/// An entry and a goal that is open to it, with the smallest set of decisions that closes it; `None` if nothing does.
pub(crate) struct Closing {
    pub(crate) entry: String,
    pub(crate) goal: String,
    pub(crate) from: Atom,
    pub(crate) to: Atom,
    pub(crate) choices: Choices,
    pub(crate) found: Option<cut::Cut>,
}

/// The smallest set for every pair that is open, in order.
pub(crate) fn closings(board: &Board<'_>, views: &[View]) -> Vec<Closing> {
    let each = |view: &View, field: &Field| -> Vec<Closing> {
        let closing = |(goal, to): &(String, Atom)| Closing {
            entry: view.entry.clone(),
            goal: goal.clone(),
            from: view.from,
            to: *to,
            choices: view.choices.clone(),
            found: smallest(board, &field.reduce(*to)),
        };
        view.open(board).map(closing).collect()
    };
    views.iter().flat_map(|view| each(view, &field(board, view))).collect()
}

/// One answer for each entry and goal that is open.
pub(crate) fn cuts(board: &Board<'_>, views: &[View]) -> Vec<Cut> {
    let each = |view: &View| {
        let field = field(board, view);
        let goals: Vec<&(String, Atom)> = view.open(board).collect();
        let one = |(goal, to): &&(String, Atom)| one(board, &view.entry, goal, &field.reduce(*to));
        goals.par_iter().map(one).collect::<Vec<Cut>>()
    };
    views.par_iter().flat_map_iter(each).collect()
}

/// The set that closes all of `open` together; `None` if nothing is open.
pub(crate) fn plan(board: &Board<'_>, views: &[View], every: Atom) -> Option<Cut> {
    let is_open = views.iter().any(|view| view.open(board).next().is_some());
    let given: Vec<Atom> = views.iter().map(|view| view.from).collect();
    let choices = views.iter().fold(Choices::default(), |all, view| all.and(&view.choices));
    let field = || Field::of(&board.system, &given, &[every], &choices);
    is_open.then(|| one(board, "*", "*", &field().reduce(every)))
}

/// The field between an entry and the goals that are open to it.
fn field(board: &Board<'_>, view: &View) -> Field {
    let goals: Vec<Atom> = view.open(board).map(|(_, to)| *to).collect();
    Field::of(&board.system, &[view.from], &goals, &view.choices)
}

/// The smallest set of decisions that answers a question; `None` if nothing does.
fn smallest(board: &Board<'_>, reduced: &Reduced) -> Option<cut::Cut> {
    match cut::smallest(reduced, &|d| Some(weight(board, d)), WORK) {
        Answer::Cut(found) => Some(found),
        Answer::Open => None,
    }
}

fn one(board: &Board<'_>, entry: &str, goal: &str, reduced: &Reduced) -> Cut {
    let (entry, goal) = (entry.to_owned(), goal.to_owned());
    let Some(found) = smallest(board, reduced) else {
        return Cut {
            entry,
            goal,
            controls: vec![],
            decisions: vec![],
            effort: 0,
            proved: true,
            lower_bound: 0,
            closable: false,
            alternatives: vec![],
        };
    };
    let (decisions, controls) = told(board, &found.decisions);
    Cut {
        entry,
        goal,
        effort: decisions.iter().map(|d| d.effort).sum(),
        proved: found.is_proved(),
        lower_bound: found.lower_bound.div_ceil(SCALE),
        closable: true,
        alternatives: alternatives(board, reduced, &found),
        decisions,
        controls,
    }
}

/// The weight of a decision; `None`: not to be used.
type Weight<'a> = &'a dyn Fn(DecisionId) -> Option<u64>;

/// Efforts are scaled so that among equal ones the outer layer wins.
const SCALE: u64 = 1_000;

/// The weight of a decision: its effort, and next to nothing for each layer further in.
fn weight(board: &Board<'_>, d: DecisionId) -> u64 {
    let control = control_of(board, d);
    effort::of(control) * SCALE + layer_of(control) as u64
}

/// Weights under which the layer comes first and the effort second.
fn outermost(board: &Board<'_>, d: DecisionId) -> u64 {
    let control = control_of(board, d);
    10_u64.pow(3 * layer_of(control) as u32) * SCALE + effort::of(control)
}

fn alternatives(board: &Board<'_>, reduced: &Reduced, first: &cut::Cut) -> Vec<Alternative> {
    let outer = |d: DecisionId| {
        let is_outer = layer_of(control_of(board, d)) <= Layer::Cluster;
        is_outer.then(|| weight(board, d))
    };
    let layered = |d: DecisionId| Some(outermost(board, d));
    let asked: [(&'static str, Weight<'_>); 2] =
        [("cloud-and-cluster-only", &outer), ("outermost-first", &layered)];
    let mut all = vec![];
    for (kind, weight) in asked {
        let Answer::Cut(found) = cut::smallest(reduced, weight, WORK) else { continue };
        if found.decisions == first.decisions {
            continue;
        }
        let (decisions, controls) = told(board, &found.decisions);
        let effort = decisions.iter().map(|d| d.effort).sum();
        let proved = found.is_proved();
        let lower_bound = if proved { effort } else { found.lower_bound / SCALE };
        all.push(Alternative { kind, controls, decisions, effort, proved, lower_bound });
    }
    all
}

/// The decisions in words, outermost first, and their controls, each once.
fn told(board: &Board<'_>, found: &[DecisionId]) -> (Vec<Decision>, Vec<String>) {
    let mut decisions: Vec<Decision> = found.iter().filter_map(|d| decision(board, *d)).collect();
    decisions
        .sort_by(|a, b| (a.layer, &a.control, &a.target).cmp(&(b.layer, &b.control, &b.target)));
    let mut controls: Vec<String> = vec![];
    for d in &decisions {
        if !controls.contains(&d.control) {
            controls.push(d.control.clone());
        }
    }
    (decisions, controls)
}

fn decision(board: &Board<'_>, d: DecisionId) -> Option<Decision> {
    let key = board.grounded.decisions.get(d)?;
    let stands = board.grounded.stands.iter().filter(|(place, _)| place.decision == d);
    let places = stands.filter_map(|(_, standing)| match standing {
        Standing::Absent(Some(at)) => Some(tell::witness(board, *at, "missing here")),
        Standing::Unknown(at, cause) => Some(tell::witness(board, *at, cause)),
        Standing::Absent(None) | Standing::InPlace(..) => None,
    });
    let mut evidence: Vec<Witness> = places.collect();
    evidence.sort();
    evidence.dedup();
    Some(Decision {
        control: key.control.to_owned(),
        layer: layer_of(key.control),
        target: key.target.to_string(),
        action: effort::action(key.control).to_owned(),
        effort: effort::of(key.control),
        evidence,
    })
}

fn control_of<'a>(board: &'a Board<'_>, d: DecisionId) -> &'a str {
    board.grounded.decisions.get(d).map_or("", |k| k.control)
}

/// The layer of a control, read from its id.
pub(crate) fn layer_of(control: &str) -> Layer {
    Layer::parse(control.split('/').next().unwrap_or("")).unwrap_or(Layer::Code)
}
