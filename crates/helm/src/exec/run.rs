//! What one rendering of a chart may use up, and what it notices.

use std::cell::{Cell, RefCell};

use ringfort_source::Span;
use ringfort_vocab::NoticeKind;

use crate::doubt::Doubt;
use crate::fault::Fault;

/// The bounds of one chart.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Budget {
    /// Nodes and calls.
    pub(crate) steps: usize,
    /// Bytes and elements that functions may make, in all.
    pub(crate) work: usize,
    /// Templates that may be open at once.
    pub(crate) depth: usize,
}

impl Budget {
    /// What a chart may use: the largest in use take a few percent of it.
    pub(crate) const CHART: Self = Self { steps: 5_000_000, work: 256 << 20, depth: 1_000 };
}

/// A rendering in progress.
#[derive(Debug)]
pub(crate) struct Run {
    budget: Budget,
    steps: Cell<usize>,
    work: Cell<usize>,
    depth: Cell<usize>,
    /// The way that conditions take that are not known.
    way: bool,
    /// How many of those there were, and why the last one was not known.
    forks: Cell<(usize, Option<Doubt>)>,
    /// Missing required values end a template, as in `helm template`.
    pub(crate) strict: bool,
    remarks: RefCell<Vec<(NoticeKind, Option<Span>, String)>>,
}

impl Run {
    pub(crate) fn new(budget: Budget, strict: bool, way: bool) -> Self {
        Self {
            budget,
            steps: Cell::new(budget.steps),
            work: Cell::new(budget.work),
            depth: Cell::new(0),
            way,
            forks: Cell::new((0, None)),
            strict,
            remarks: RefCell::default(),
        }
    }

    /// One step more.
    pub(crate) fn step(&self) -> Result<(), Fault> {
        let left = self.steps.get().checked_sub(1);
        self.steps.set(left.ok_or_else(|| {
            Fault::limit(format!(
                "the chart takes more than {} steps to render: look for a loop that does not end",
                self.budget.steps
            ))
        })?);
        Ok(())
    }

    /// Room for `size` bytes or elements more.
    pub(crate) fn spend(&self, size: usize) -> Result<(), Fault> {
        let left = self.work.get().checked_sub(size);
        self.work.set(left.ok_or_else(|| {
            Fault::limit(format!(
                "the chart makes more than {} MB of text: look for a loop that doubles it",
                self.budget.work >> 20
            ))
        })?);
        Ok(())
    }

    /// Runs `inner` one template deeper.
    pub(crate) fn deeper<T>(&self, inner: impl FnOnce() -> Result<T, Fault>) -> Result<T, Fault> {
        let depth = self.depth.get();
        if depth >= self.budget.depth {
            return Err(Fault::limit(format!(
                "templates call each other more than {} deep: one of them calls itself without end",
                self.budget.depth
            )));
        }
        self.depth.set(depth + 1);
        let result = stacker::maybe_grow(256 << 10, 4 << 20, inner);
        self.depth.set(depth);
        result
    }

    /// A condition is not known: which way it goes this time. It is said that both ways are.
    pub(crate) fn fork(&self, doubt: Doubt, at: Option<Span>) -> bool {
        self.forks.set((self.forks.get().0 + 1, Some(doubt)));
        let message = format!(
            "what this decides is not evaluated, since the condition is not known ({}): {}",
            doubt.cause(),
            doubt.next()
        );
        self.remark(NoticeKind::NotRendered, at, message);
        self.way
    }

    /// How many conditions were not known so far.
    pub(crate) fn forks(&self) -> usize {
        self.forks.get().0
    }

    /// Why one of the conditions after the first `before` ones was not known, if one was not.
    pub(crate) fn forked_since(&self, before: usize) -> Option<Doubt> {
        let (count, doubt) = self.forks.get();
        doubt.filter(|_| count > before)
    }

    /// Notes something that does not end the template.
    pub(crate) fn remark(&self, kind: NoticeKind, at: Option<Span>, message: String) {
        let remark = (kind, at, message);
        let mut remarks = self.remarks.borrow_mut();
        if !remarks.contains(&remark) {
            remarks.push(remark);
        }
    }

    /// What was noted so far.
    pub(crate) fn take_remarks(&self) -> Vec<(NoticeKind, Option<Span>, String)> {
        std::mem::take(&mut *self.remarks.borrow_mut())
    }
}
