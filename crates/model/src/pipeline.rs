//! CI workflows (GitHub Actions).

use ringfort_source::{At, Node, Span};

use crate::Value;
pub use crate::image::{Command, Join, Word};

/// A workflow file.
#[derive(Clone, Debug)]
pub struct Workflow {
    /// Path relative to the scanned root.
    pub path: Box<str>,
    /// The whole file.
    pub root: Node,
    /// The events that start it (`push`, `pull_request_target`, ...), each where it stands.
    pub triggers: Vec<(Box<str>, Span)>,
    /// Its jobs.
    pub jobs: Vec<Job>,
}

impl Workflow {
    /// The value at `path`; see [`Node::at`].
    pub fn at(&self, path: &str) -> At<'_> {
        self.root.at(path)
    }

    /// Does `event` start it?
    pub fn is_triggered_by(&self, event: &str) -> bool {
        self.triggers.iter().any(|(name, _)| &**name == event)
    }

    /// All steps of all jobs.
    pub fn steps(&self) -> impl Iterator<Item = (&Job, &Step)> {
        self.jobs.iter().flat_map(|job| job.steps.iter().map(move |step| (job, step)))
    }
}

/// A job.
#[derive(Clone, Debug)]
pub struct Job {
    /// Its key.
    pub id: Box<str>,
    /// The key, where a finding about the job points.
    pub head: Span,
    /// The whole job.
    pub root: Node,
    /// Its steps.
    pub steps: Vec<Step>,
}

/// A step.
#[derive(Clone, Debug)]
pub struct Step {
    /// The whole step.
    pub root: Node,
    /// `uses`, where it is one.
    pub uses: Option<Uses>,
    /// `run`, where it is one.
    pub run: Option<Value<String>>,
    /// The simple commands of `run`; empty where another language than a POSIX shell reads it.
    pub commands: Vec<Command>,
}

/// What a step uses: `actions/checkout@<ref>`.
#[derive(Clone, Debug)]
pub struct Uses {
    /// `actions/checkout`, `./local`, `docker://image`.
    pub action: Box<str>,
    /// What stands after `@`; empty where nothing does.
    pub reference: Box<str>,
    /// Where it stands.
    pub span: Span,
}

impl Step {
    /// The input `name` (`with.NAME`).
    pub fn with(&self, name: &str) -> At<'_> {
        self.root.at_keys(&["with", name])
    }

    /// Is this a use of `action`, whatever its reference?
    pub fn is(&self, action: &str) -> bool {
        self.uses.as_ref().is_some_and(|u| u.action.eq_ignore_ascii_case(action))
    }

    /// The script, if it is one and known.
    pub fn script(&self) -> Option<&str> {
        self.run.as_ref().and_then(|v| v.known()).map(String::as_str)
    }
}
