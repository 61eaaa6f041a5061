//! Conditions: true, false, or open for a reason.

use std::rc::Rc;

use ringfort_source::{Kind, Node, Span};
use ringfort_vocab::NoticeKind;

use super::Scope;
use crate::stack::Stack;
use crate::value::{K, Val};

/// Conditions that may depend on each other in a chain.
const MAX_CHAIN: usize = 200;

/// What is known of a condition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Truth {
    Yes,
    No,
    /// Why it is open.
    Open(String),
}

impl Truth {
    fn of(value: bool) -> Self {
        if value { Truth::Yes } else { Truth::No }
    }

    fn not(self) -> Self {
        match self {
            Truth::Yes => Truth::No,
            Truth::No => Truth::Yes,
            open @ Truth::Open(_) => open,
        }
    }

    pub(super) fn value(self, span: Span) -> Val {
        match self {
            Truth::Yes => Val::new(span, K::Bool(true)),
            Truth::No => Val::new(span, K::Bool(false)),
            Truth::Open(cause) => Val::unknown(span, cause),
        }
    }
}

impl Stack<'_> {
    /// The condition called `name`.
    fn condition(self: &Rc<Self>, name: &str, at: Span) -> Truth {
        if let Some(known) = self.conditions.borrow().get(name) {
            return known.clone();
        }
        let Some(entry) = self.condition_entries.get(name) else {
            let cause = format!("there is no condition `{name}`");
            self.engine.notice(at, NoticeKind::Unresolved, cause.as_str());
            return Truth::Open(cause);
        };
        let circle = Truth::Open(format!("the condition `{name}` depends on itself"));
        self.conditions.borrow_mut().insert(name.to_owned(), circle);
        let truth = if self.depth.get() >= MAX_CHAIN {
            Truth::Open(format!("more than {MAX_CHAIN} conditions depend on each other"))
        } else {
            self.depth.set(self.depth.get() + 1);
            let truth = self.truth(&entry.value, &Scope::default());
            self.depth.set(self.depth.get() - 1);
            truth
        };
        let truth = match truth {
            Truth::Open(cause) if !cause.starts_with("the condition `") => {
                Truth::Open(format!("the condition `{name}` is open: {cause}"))
            }
            other => other,
        };
        self.conditions.borrow_mut().insert(name.to_owned(), truth.clone());
        truth
    }

    /// A condition by name, or as a function of conditions.
    pub(crate) fn truth(self: &Rc<Self>, node: &Node, scope: &Scope) -> Truth {
        match &node.kind {
            Kind::Str(text) => match &**text {
                "true" => Truth::Yes,
                "false" => Truth::No,
                name if scope.assumed.as_deref() == Some(name) => Truth::Yes,
                name => self.condition(&scope.key(name), node.span),
            },
            Kind::Bool(b) => Truth::of(*b),
            Kind::Map(entries) => match entries.as_slice() {
                [one] => self.truth_of(&one.key, &one.value, scope),
                _ => Truth::Open("the condition is no function".into()),
            },
            _ => Truth::Open("the condition is no function".into()),
        }
    }

    pub(super) fn truth_of(self: &Rc<Self>, name: &str, argument: &Node, scope: &Scope) -> Truth {
        match name {
            "Condition" => self.truth(argument, scope),
            "Fn::Not" => match argument.items() {
                [one] => self.truth(one, scope).not(),
                _ => self.truth(argument, scope).not(),
            },
            "Fn::And" => self.first(argument, scope, &Truth::No),
            "Fn::Or" => self.first(argument, scope, &Truth::Yes),
            "Fn::Equals" => match argument.items() {
                [a, b] => equal(&self.value(a, scope), &self.value(b, scope)),
                _ => Truth::Open("Fn::Equals needs two values".into()),
            },
            _ => match self.call(name, argument, argument.span, scope).scalar().as_deref() {
                Some("true") => Truth::Yes,
                Some("false") => Truth::No,
                _ => Truth::Open(format!("{name} decides about the condition")),
            },
        }
    }

    /// `decisive` if one of the conditions is, else open if one is open, else the opposite.
    fn first(self: &Rc<Self>, argument: &Node, scope: &Scope, decisive: &Truth) -> Truth {
        let mut result = decisive.clone().not();
        for node in argument.items() {
            match self.truth(node, scope) {
                truth if truth == *decisive => return truth,
                open @ Truth::Open(_) => result = open,
                _ => {}
            }
        }
        result
    }
}

fn equal(a: &Val, b: &Val) -> Truth {
    for (open, other) in [(a, b), (b, a)] {
        if let Some(cause) = open.cause() {
            return match other.scalar() {
                Some(text) if cause.excludes(&text) => Truth::No,
                _ => Truth::Open(cause.text.to_string()),
            };
        }
    }
    Truth::of(a.equals(b))
}

impl crate::value::Cause {
    /// Is it certain that the text is not `other`?
    fn excludes(&self, other: &str) -> bool {
        other.len() < self.head.len() + self.tail.len()
            || !other.starts_with(&*self.head)
            || !other.ends_with(&*self.tail)
    }
}
