//! What all scopes of one evaluation share: the project, the bounds, the notices.

use std::cell::{Cell, RefCell};

use ringfort_source::Span;
use ringfort_vocab::NoticeKind;

use crate::library::is_described;
use crate::project::{Notice, Project};
use crate::value::Val;

/// Most instances of resources and modules in one root module.
pub(crate) const MAX_INSTANCES: u32 = 50_000;
/// Deepest chain of expressions and references.
pub(crate) const MAX_DEPTH: u32 = 1_000;
/// Most steps of evaluation in one root module.
pub(crate) const MAX_STEPS: u64 = 5_000_000;
/// Most values that the resources of one root module may hold.
pub(crate) const MAX_NODES: u64 = 2_000_000;
/// Most files of Terragrunt's settings that are read for one unit, each as often as it is included or read.
const MAX_SETTINGS: u32 = 200;
/// Deepest nesting of module calls.
pub(crate) const MAX_MODULES: usize = 32;

pub(crate) struct Engine<'p> {
    pub(crate) project: &'p Project<'p>,
    /// The folder that the resources belong to: of the root module, or of the unit that runs it.
    pub(crate) root: &'p str,
    /// The folder that it runs in, from which paths count.
    pub(crate) home: &'p str,
    /// What a stack hands to the unit that is run.
    pub(crate) given: Option<Val>,
    /// The name of the workspace, where it is known.
    pub(crate) workspace: Option<Box<str>>,
    /// The call of the described module that was opened last: notices about its inside stand there.
    pub(crate) described: Cell<Option<Span>>,
    depth: Cell<u32>,
    steps: Cell<u64>,
    nodes: Cell<u64>,
    instances: Cell<u32>,
    settings: Cell<u32>,
    notices: RefCell<Vec<Notice>>,
}

impl<'p> Engine<'p> {
    pub(crate) fn new(project: &'p Project<'p>, root: &'p str) -> Self {
        Self {
            project,
            root,
            home: root,
            given: None,
            workspace: None,
            described: Cell::new(None),
            depth: Cell::new(0),
            steps: Cell::new(0),
            nodes: Cell::new(0),
            instances: Cell::new(0),
            settings: Cell::new(0),
            notices: RefCell::new(Vec::new()),
        }
    }

    /// Tells something, once per place and message.
    pub(crate) fn notice(&self, span: Span, kind: NoticeKind, message: impl Into<String>) {
        let span = match self.described.get() {
            Some(call) if is_described(span) => call,
            _ => span,
        };
        let notice = Notice { span, kind, message: message.into() };
        let mut notices = self.notices.borrow_mut();
        // A bound is told once, not at every place that it is felt.
        let repeat =
            |n: &Notice| *n == notice || kind == NoticeKind::Limit && n.message == notice.message;
        if notices.len() < 1_000 && !notices.iter().any(repeat) {
            notices.push(notice);
        }
    }

    /// What was told, in the order of telling.
    pub(crate) fn notices(&self) -> Vec<Notice> {
        self.notices.borrow().clone()
    }

    /// Takes `steps` from what may be done; the reason to stop where nothing is left.
    pub(crate) fn charge(&self, steps: u64, at: Span) -> Result<(), String> {
        let steps = self.steps.get().saturating_add(steps);
        self.steps.set(steps);
        self.bound(steps <= MAX_STEPS, at, || format!("evaluation stopped after {MAX_STEPS} steps"))
    }

    /// One level deeper; to be given back by [`Engine::leave`] where it succeeds.
    pub(crate) fn enter(&self, at: Span) -> Result<(), String> {
        self.charge(1, at)?;
        self.bound(self.depth.get() < MAX_DEPTH, at, || {
            format!("evaluation is nested deeper than {MAX_DEPTH} levels")
        })?;
        self.depth.set(self.depth.get() + 1);
        Ok(())
    }

    pub(crate) fn leave(&self) {
        self.depth.set(self.depth.get().saturating_sub(1));
    }

    /// Takes `count` instances.
    pub(crate) fn instances(&self, count: usize, at: Span) -> Result<(), String> {
        let all = self.instances.get().saturating_add(u32::try_from(count).unwrap_or(u32::MAX));
        self.bound(all <= MAX_INSTANCES, at, || {
            format!("more than {MAX_INSTANCES} instances in one root module")
        })?;
        self.instances.set(all);
        Ok(())
    }

    /// Takes one file of settings.
    pub(crate) fn settings(&self, at: Span) -> Result<(), String> {
        self.settings.set(self.settings.get().saturating_add(1));
        self.bound(self.settings.get() <= MAX_SETTINGS, at, || {
            format!("more than {MAX_SETTINGS} files of settings are read for one unit")
        })
    }

    /// Takes `cost` nodes of the result; a long text costs as much as many short ones.
    pub(crate) fn nodes(&self, cost: u64, at: Span) -> Result<(), String> {
        self.nodes.set(self.nodes.get().saturating_add(cost));
        self.bound(self.nodes.get() <= MAX_NODES, at, || {
            format!("the resources of one root module hold more than {MAX_NODES} values")
        })
    }

    fn bound(&self, holds: bool, at: Span, message: impl Fn() -> String) -> Result<(), String> {
        if holds {
            return Ok(());
        }
        self.notice(at, NoticeKind::Limit, message());
        Err(message())
    }
}
