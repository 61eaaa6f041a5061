//! A check without its type, and running it over a scene.

use std::borrow::Cow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use ringfort_source::Span;
use ringfort_vocab::{Basis, Failure, Meta};

use crate::{Check, Scene, Subject, Verdict};

/// A check of any type, as registries list it.
#[derive(Clone, Copy)]
pub struct AnyCheck {
    /// What it says of itself.
    pub meta: &'static Meta,
    /// Its page: the `.md` beside its source.
    pub page: &'static str,
    run: fn(&Scene<'_>) -> Outcome,
}

/// What one check said of all its subjects.
#[derive(Debug, Default)]
pub struct Outcome {
    /// One per subject that the check applies to, in discovery order.
    pub rulings: Vec<Ruling>,
    /// The failures, each with the resource of its subject.
    pub failures: Vec<(Arc<str>, Failure)>,
    /// Subjects on which the check panicked: resource and place. Their ruling is unknown.
    pub panics: Vec<(Arc<str>, Span)>,
}

/// Pass, fail or unknown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RulingKind {
    /// The subject passes.
    Pass,
    /// It fails.
    Fail,
    /// It could not be decided.
    Unknown,
}

/// The verdict on one subject, small enough to keep a million of.
#[derive(Clone, Debug)]
pub struct Ruling {
    /// The asset.
    pub resource: Arc<str>,
    /// The verdict.
    pub kind: RulingKind,
    /// The place of the evidence (of the first failure).
    pub at: Span,
    /// The sentence of the evidence (of the first failure).
    pub note: Cow<'static, str>,
    /// How it is known.
    pub basis: Basis,
}

impl AnyCheck {
    /// Erases the type of `C`. `page` is the text of the `.md` beside it.
    pub const fn of<C: Check>(page: &'static str) -> Self {
        const { assert_complete(&C::META) };
        Self { meta: &C::META, page, run: run_all::<C> }
    }

    /// Runs it over every subject of `scene`.
    pub fn run(&self, scene: &Scene<'_>) -> Outcome {
        (self.run)(scene)
    }
}

/// Missing metadata is a compile error.
const fn assert_complete(meta: &Meta) {
    assert!(!meta.id.is_empty(), "a check needs an id");
    assert!(!meta.title.is_empty(), "a check needs a title");
    assert!(!meta.control.is_empty(), "a check needs a control");
}

fn run_all<C: Check>(scene: &Scene<'_>) -> Outcome {
    let mut outcome = Outcome::default();
    C::On::each(scene, C::TYPES, &mut |on| {
        // A check that panics on one subject loses that subject only; it cannot leave state behind.
        let verdict = catch_unwind(AssertUnwindSafe(|| C::run(on, scene)));
        let resource = on.resource(scene);
        match verdict {
            Ok(verdict) => outcome.add(resource, verdict, on.head(scene)),
            Err(_) => outcome.add_panic(resource, on.head(scene)),
        }
    });
    outcome
}

impl Outcome {
    fn add(&mut self, resource: Arc<str>, verdict: Verdict, head: Span) {
        let (kind, at, note, basis) = match verdict {
            Verdict::NotApplicable => return,
            Verdict::Pass(e) => (RulingKind::Pass, e.at, e.note, e.basis),
            Verdict::Unknown(e) => (RulingKind::Unknown, e.at, e.note, e.basis),
            Verdict::Fail(failures) => {
                let first = failures.first();
                let at = first.map_or(head, |f| f.at);
                let note = first.map_or_else(String::new, |f| f.message.clone());
                self.failures.extend(failures.into_iter().map(|f| (resource.clone(), f)));
                (RulingKind::Fail, at, note.into(), Basis::Declared)
            }
        };
        self.rulings.push(Ruling { resource, kind, at, note, basis });
    }

    fn add_panic(&mut self, resource: Arc<str>, at: Span) {
        self.panics.push((resource.clone(), at));
        let note = "the check failed to finish here".into();
        let (kind, basis) = (RulingKind::Unknown, Basis::Declared);
        self.rulings.push(Ruling { resource, kind, at, note, basis });
    }
}
