//! Requirements of frameworks, stated one by one: what `ringfort report` shows.

use serde::Serialize;

use crate::{Basis, CheckId, Environment, Layer, Notice, Proof};

/// How a requirement stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// A check that belongs to it fails.
    Fail,
    /// What fails is suppressed, or its risk accepted, and nothing else fails.
    Accepted,
    /// Every check that decides it decided, all subjects pass and nothing is unknown.
    Pass,
    /// Nothing decided it, or not everywhere.
    NotEvaluated,
    /// A person has to look.
    Manual,
}

impl State {
    /// All states, worst first.
    pub const ALL: [State; 5] =
        [State::Fail, State::Accepted, State::Pass, State::NotEvaluated, State::Manual];

    /// The state in words: `not evaluated`.
    pub const fn words(self) -> &'static str {
        match self {
            State::Fail => "fail",
            State::Accepted => "accepted",
            State::Pass => "pass",
            State::NotEvaluated => "not evaluated",
            State::Manual => "manual",
        }
    }
}

/// What it takes to evaluate a requirement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Means {
    /// Files: checks read them.
    Files,
    /// A running cluster or node.
    Live,
    /// An export of the provider's account or tenant.
    Account,
    /// A person's judgement.
    Manual,
}

impl Means {
    /// All of them.
    pub const ALL: [Means; 4] = [Means::Files, Means::Live, Means::Account, Means::Manual];

    /// The name as the tables write it: `files`.
    pub const fn name(self) -> &'static str {
        match self {
            Means::Files => "files",
            Means::Live => "live",
            Means::Account => "account",
            Means::Manual => "manual",
        }
    }

    /// What is missing where a requirement is not evaluated, in words.
    pub const fn missing(self) -> &'static str {
        match self {
            Means::Files => "another file",
            Means::Live => "a running cluster or node",
            Means::Account => "an export of the provider account",
            Means::Manual => "a person",
        }
    }
}

/// How many subjects gave which verdict over all checks of a requirement.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Subjects {
    /// A check fails.
    pub fail: usize,
    /// A check fails, and the failure is accepted.
    pub accepted: usize,
    /// No check fails, one could not decide.
    pub unknown: usize,
    /// All checks pass.
    pub pass: usize,
}

impl Subjects {
    /// All of them.
    pub const fn total(&self) -> usize {
        self.fail + self.accepted + self.unknown + self.pass
    }
}

/// One requirement of a framework with its verdict.
#[derive(Clone, Debug, Serialize)]
pub struct Requirement {
    /// The number in the framework: `5.2.2`.
    pub id: &'static str,
    /// What it asks for.
    pub title: &'static str,
    /// The layer it belongs to.
    pub layer: Layer,
    /// How it stands.
    pub state: State,
    /// Why, in a sentence without a full stop.
    pub reason: String,
    /// What it takes to evaluate it.
    pub means: Means,
    /// The same as an instruction: which file, which look at what.
    pub how: &'static str,
    /// What the passes rest on, the weakest of it; `None` where nothing passes.
    pub basis: Option<Basis>,
    /// How many subjects gave which verdict.
    pub subjects: Subjects,
    /// The checks that can fail it.
    pub checks: Vec<CheckId>,
    /// Places that show it: failures, accepted ones (`accepted`), unknowns, passes; a bounded number of each.
    pub evidence: Vec<Proof>,
}

/// How many requirements stand how.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// [`State::Fail`].
    pub fail: usize,
    /// [`State::Accepted`].
    pub accepted: usize,
    /// [`State::Pass`].
    pub pass: usize,
    /// [`State::NotEvaluated`].
    pub not_evaluated: usize,
    /// [`State::Manual`].
    pub manual: usize,
}

impl Counts {
    /// The counts of `requirements`.
    pub fn of(requirements: &[Requirement]) -> Self {
        let count = |state| requirements.iter().filter(|r| r.state == state).count();
        Self {
            fail: count(State::Fail),
            accepted: count(State::Accepted),
            pass: count(State::Pass),
            not_evaluated: count(State::NotEvaluated),
            manual: count(State::Manual),
        }
    }

    /// How many stand so.
    pub const fn get(&self, state: State) -> usize {
        match state {
            State::Fail => self.fail,
            State::Accepted => self.accepted,
            State::Pass => self.pass,
            State::NotEvaluated => self.not_evaluated,
            State::Manual => self.manual,
        }
    }
}

/// A framework as `ringfort report --list` shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Listed {
    /// The name that `--framework` takes: `cis-k8s-1.12`.
    pub id: &'static str,
    /// Its name for people.
    pub name: &'static str,
    /// Its edition.
    pub version: &'static str,
    /// How many requirements are stated.
    pub requirements: usize,
    /// How many of them files can decide.
    pub from_files: usize,
    /// Requirements that are left out because their numbers were not confirmed; empty where none is.
    pub not_confirmed: &'static str,
}

/// Everything a report on one framework says.
#[derive(Clone, Debug, Serialize)]
pub struct Report {
    /// The version of the JSON contract.
    pub schema_version: &'static str,
    /// Version of the tool.
    pub tool_version: &'static str,
    /// The framework.
    pub framework: Listed,
    /// The environment that was judged.
    pub environment: Environment,
    /// The roots as given.
    pub roots: Vec<String>,
    /// How many requirements stand how.
    pub counts: Counts,
    /// The requirements, in the framework's order.
    pub requirements: Vec<Requirement>,
    /// How many files were judged, wholly or in part.
    pub files: usize,
    /// What went wrong with looking.
    pub notices: Vec<Notice>,
}
