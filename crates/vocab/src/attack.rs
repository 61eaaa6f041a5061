//! Attack paths and what closes them: what `ringfort attack` shows.

use serde::Serialize;

use crate::{Environment, Layer, Location, Notice};

/// Everything an attack run found.
#[derive(Clone, Debug, Serialize)]
pub struct Attack {
    /// The version of the JSON contract.
    pub schema_version: &'static str,
    /// Version of the tool.
    pub tool_version: &'static str,
    /// The environment that was judged.
    pub environment: Environment,
    /// The scanned roots as given.
    pub roots: Vec<String>,
    /// What was assumed of the controls, when the user asked to pour the water again.
    pub simulation: Simulation,
    /// Where the attackers of this run start.
    pub entries: Vec<Profile>,
    /// What they are after.
    pub goals: Vec<Profile>,
    /// Entry by goal.
    pub matrix: Vec<Cell>,
    /// The ways, easiest first within an entry and goal.
    pub paths: Vec<AttackPath>,
    /// The smallest sets of controls that close them.
    pub cuts: Vec<Cut>,
    /// The smallest set that closes everything that can be closed, all entries and goals together.
    pub plan: Option<Cut>,
    /// Controls in place whose removal opens a way that is closed now.
    pub load_bearing: Vec<LoadBearing>,
    /// How many rule instances the facts gave.
    pub instances: usize,
    /// What went wrong with looking.
    pub notices: Vec<Notice>,
}

/// An entry position or a goal, by its id in the catalogue of techniques (`A0`, `G1`), or a crown jewel.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Profile {
    /// `A0`, `G1`; the name of a crown jewel.
    pub id: String,
    /// In words: "the internet, anonymous".
    pub name: String,
}

/// Is a goal open to an entry?
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Exposure {
    /// No way was found.
    Closed,
    /// A way, if something that is not known is so.
    Possible,
    /// A way, each hop proved by what was read.
    Open,
}

/// How sure a way is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Certainty {
    /// It rests on something that is not known.
    Possible,
    /// Each hop is proved by what was read.
    Certain,
}

/// One entry against one goal.
#[derive(Clone, Debug, Serialize)]
pub struct Cell {
    /// The entry.
    pub entry: String,
    /// The goal.
    pub goal: String,
    /// Open, possible or closed.
    pub state: Exposure,
    /// Where closed: the outermost layer whose controls hold it.
    pub closed_by: Option<Layer>,
    /// Where closed: the controls that hold it. Empty: no way exists even without controls, as far as was read.
    pub held_by: Vec<Held>,
    /// What decides, where possible; what was not read, where closed.
    pub note: Option<String>,
}

/// A control in place that stops a way.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Held {
    /// The control.
    pub control: String,
    /// Where it holds: a namespace, an object.
    pub scope: String,
    /// What shows that it is there.
    pub evidence: Vec<Witness>,
}

/// A place in a file that proves something.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Witness {
    /// The place.
    #[serde(flatten)]
    pub location: Location,
    /// What stands there.
    pub note: String,
}

/// One way from an entry to a goal.
#[derive(Clone, Debug, Serialize)]
pub struct AttackPath {
    /// The entry.
    pub entry: String,
    /// The goal.
    pub goal: String,
    /// How sure it is.
    pub certainty: Certainty,
    /// 0 for the easiest, 1 and on for alternates.
    pub rank: usize,
    /// The hops, in order.
    pub steps: Vec<AttackStep>,
    /// What is not known and decides, in sentences.
    pub unknowns: Vec<String>,
}

/// One hop.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AttackStep {
    /// The technique, by its id in the catalogue (`E03`, `N01`); the entry's or goal's own id for the first and last hop.
    pub technique: String,
    /// Its name.
    pub title: String,
    /// The layer that it takes place in.
    pub layer: Layer,
    /// What the attacker had.
    pub from: String,
    /// What the attacker has then.
    pub to: String,
    /// The hop in one sentence.
    pub sentence: String,
    /// What proves it.
    pub evidence: Vec<Witness>,
    /// The section of the documentation whose default it rests on, where it takes no file to be so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by_default: Option<String>,
    /// Techniques of MITRE ATT&CK.
    pub attack: Vec<String>,
    /// Controls that are there and do not stop this hop, each with the reason.
    pub unmoved: Vec<Unmoved>,
}

/// A control in place that fails to matter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Unmoved {
    /// The control.
    pub control: String,
    /// Why it does not stop the hop.
    pub reason: String,
}

/// A set of controls that closes a goal to an entry.
#[derive(Clone, Debug, Serialize)]
pub struct Cut {
    /// The entry; `*` for all.
    pub entry: String,
    /// The goal; `*` for all.
    pub goal: String,
    /// The controls, outermost layer first, each once.
    pub controls: Vec<String>,
    /// What to do, outermost layer first.
    pub decisions: Vec<Decision>,
    /// The effort together.
    pub effort: u64,
    /// Is it proved that no set is cheaper?
    pub proved: bool,
    /// No set that closes the goal costs less than this effort.
    pub lower_bound: u64,
    /// Can controls close it at all?
    pub closable: bool,
    /// Other answers worth knowing.
    pub alternatives: Vec<Alternative>,
}

/// Another set of controls that closes the same.
#[derive(Clone, Debug, Serialize)]
pub struct Alternative {
    /// What it is the best at: `cloud-and-cluster-only`, `outermost-first`.
    pub kind: &'static str,
    /// The controls, outermost layer first.
    pub controls: Vec<String>,
    /// What to do.
    pub decisions: Vec<Decision>,
    /// The effort together.
    pub effort: u64,
    /// Is it proved that no set of this kind is cheaper?
    pub proved: bool,
    /// No set of this kind costs less.
    pub lower_bound: u64,
}

/// Putting one control in place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Decision {
    /// The control, by its id in the catalogue.
    pub control: String,
    /// Its layer.
    pub layer: Layer,
    /// The one thing it is put in place for; empty where one decision holds everywhere.
    pub target: String,
    /// What to do, in a sentence.
    pub action: String,
    /// Effort, 1 (a line) to 5 (a project).
    pub effort: u64,
    /// Where it is missing.
    pub evidence: Vec<Witness>,
}

/// A control in place that holds a way closed.
#[derive(Clone, Debug, Serialize)]
pub struct LoadBearing {
    /// The control.
    pub control: String,
    /// What opens without it.
    pub opens: Vec<Opens>,
    /// What shows that it is there.
    pub evidence: Vec<Witness>,
}

/// A pair that opens.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Opens {
    /// The entry.
    pub entry: String,
    /// The goal.
    pub goal: String,
}

/// What the user asked to assume.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Simulation {
    /// Controls taken as in place everywhere.
    pub with: Vec<String>,
    /// Controls taken as absent everywhere.
    pub without: Vec<String>,
}
