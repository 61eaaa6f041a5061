//! What a check says of one subject.

use std::borrow::Cow;

use ringfort_model::Value;
use ringfort_source::Span;
use ringfort_vocab::{Evidence, Failure};

/// A verdict. Not evaluated is never passed: where a value is not known it is [`Verdict::Unknown`].
#[derive(Clone, Debug)]
pub enum Verdict {
    /// It holds, and this shows it.
    Pass(Evidence),
    /// The check has nothing to say about this subject.
    NotApplicable,
    /// It cannot be decided from what was read, and why.
    Unknown(Evidence),
    /// It does not hold. Empty where the failure of another subject says it already (one finding for many routes):
    /// the subject still counts as failing.
    Fail(Vec<Failure>),
}

impl Verdict {
    /// A pass because of what is written at `at`.
    pub fn pass(at: Span, note: impl Into<Cow<'static, str>>) -> Self {
        Self::Pass(Evidence::new(at, note))
    }

    /// A pass because of a platform's documented default.
    pub fn default(at: Span, note: impl Into<Cow<'static, str>>) -> Self {
        Self::Pass(Evidence::default(at, note))
    }

    /// Undecided, with the cause.
    pub fn unknown(at: Span, cause: impl Into<Cow<'static, str>>) -> Self {
        Self::Unknown(Evidence::new(at, cause))
    }

    /// One failure.
    pub fn fail(failure: Failure) -> Self {
        Self::Fail(vec![failure])
    }

    /// Fails if there are failures; else passes because of what stands at `at`.
    pub fn of(failures: Vec<Failure>, at: Span, note: impl Into<Cow<'static, str>>) -> Self {
        if failures.is_empty() { Self::pass(at, note) } else { Self::Fail(failures) }
    }

    /// Judges one value: `good` passes, an unknown one stays unknown with its cause, anything else is
    /// what `failure` says. A default that passes has the basis provider-default.
    pub fn on<T>(
        value: &Value<T>,
        good: impl Fn(&T) -> bool,
        note: impl Into<Cow<'static, str>>,
        failure: impl FnOnce() -> Failure,
    ) -> Self {
        match value {
            Value::Unknown(span, cause) => Self::unknown(*span, cause.to_string()),
            Value::Set(v, span) if good(v) => Self::pass(*span, note),
            Value::Default(v, span) if good(v) => Self::default(*span, note),
            Value::Set(..) | Value::Default(..) => Self::fail(failure()),
        }
    }

    /// The worse of the two: fail, then unknown, then pass, then not applicable. Failures add up.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Fail(mut a), Self::Fail(b)) => {
                a.extend(b);
                Self::Fail(a)
            }
            (fail @ Self::Fail(_), _) | (_, fail @ Self::Fail(_)) => fail,
            (unknown @ Self::Unknown(_), _) | (_, unknown @ Self::Unknown(_)) => unknown,
            (pass @ Self::Pass(_), _) | (_, pass @ Self::Pass(_)) => pass,
            (Self::NotApplicable, Self::NotApplicable) => Self::NotApplicable,
        }
    }
}
