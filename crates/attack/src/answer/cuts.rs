//! The smallest sets of controls that close what is open.

use ringfort_vocab::Layer;
use ringfort_vocab::attack::{Alternative, Cut, Decision, Witness};

use super::{Board, Mode, tell};
use crate::control::Standing;
use crate::cut::{self, Answer, Reach, Reduced, reduce};
use crate::effort;
use crate::horn::{Atom, Decision as DecisionId};

/// How many rounds an exact answer may take before the best so far is given with its bound.
const ROUNDS: usize = 400;

/// An entry and a goal that is open to it.
pub(crate) struct Question {
    pub(crate) entry: String,
    pub(crate) goal: String,
    pub(crate) from: Atom,
    pub(crate) to: Atom,
}

/// The pairs that are open, in order.
pub(crate) fn questions(board: &Board<'_>) -> Vec<Question> {
    board.entries.iter().flat_map(|(entry, from)| questions_of(board, entry, *from)).collect()
}

/// The goals that are open to one entry.
fn questions_of(board: &Board<'_>, entry: &str, from: Atom) -> Vec<Question> {
    let possible = board.derive(&[from], Mode::Possible);
    let open = board.goals.iter().filter(|(_, to)| possible.holds(*to));
    let question = |(goal, to): &(String, Atom)| Question {
        entry: entry.to_owned(),
        goal: goal.clone(),
        from,
        to: *to,
    };
    open.map(question).collect()
}

/// The smallest set of decisions that answers `question`; `None` if nothing does.
pub(crate) fn smallest(board: &Board<'_>, question: &Question) -> Option<cut::Cut> {
    let weight = |d| Some(weight(board, d));
    let reach = Reach::of(&board.system, &[question.from]);
    let reduced = reduce(&board.system, &reach, question.to);
    match cut::smallest(&reduced, &weight, ROUNDS) {
        Answer::Cut(found) => Some(found),
        Answer::Open(_) => None,
    }
}

/// One answer for each entry and goal that is open.
pub(crate) fn cuts(board: &Board<'_>) -> Vec<Cut> {
    let mut all = vec![];
    for (entry, from) in &board.entries {
        let reach = Reach::of(&board.system, &[*from]);
        let own = questions_of(board, entry, *from).into_iter();
        all.extend(own.map(|q| one(board, &q.entry, &q.goal, &reach, q.to)));
    }
    all
}

/// The set that closes all of `open` together; `None` if nothing is open.
pub(crate) fn plan(board: &Board<'_>, given: &[Atom], every: Atom) -> Option<Cut> {
    let reach = Reach::of(&board.system, given);
    board.derive(given, Mode::Possible).holds(every).then(|| one(board, "*", "*", &reach, every))
}

fn one(board: &Board<'_>, entry: &str, goal: &str, reach: &Reach, to: Atom) -> Cut {
    let reduced = reduce(&board.system, reach, to);
    let answer = cut::smallest(&reduced, &|d| Some(weight(board, d)), ROUNDS);
    let (entry, goal) = (entry.to_owned(), goal.to_owned());
    let Answer::Cut(found) = answer else {
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
        alternatives: alternatives(board, &reduced, &found),
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
        let Answer::Cut(found) = cut::smallest(reduced, weight, ROUNDS) else { continue };
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
    let key = board.grounded.decisions.get(d as usize)?;
    let stands = board.grounded.stands.iter().filter(|s| s.decision == d);
    let places = stands.filter_map(|s| match &s.standing {
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
    board.grounded.decisions.get(d as usize).map_or("", |k| k.control)
}

/// The layer of a control, read from its id.
pub(crate) fn layer_of(control: &str) -> Layer {
    Layer::parse(control.split('/').next().unwrap_or("")).unwrap_or(Layer::Code)
}
