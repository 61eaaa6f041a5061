//! Policies of AWS, owned and ready to be judged.

use ringfort_source::Span;

use super::condition::Condition;
use crate::text::{Case, Text};
use crate::tri::Tri;

/// What a statement does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Effect {
    Allow,
    Deny,
    /// The files do not tell.
    Unknown,
}

/// One text of a list, with the resource that it names, if it is an attribute of one.
#[derive(Clone, Debug)]
pub(crate) struct Pattern {
    pub(crate) text: Text,
    /// Root module and address of the resource whose ARN or name the text is made from.
    pub(crate) of: Option<(Box<str>, Box<str>)>,
    pub(crate) at: Option<Span>,
}

/// What a statement is about: named, all but the named, or not written (the resource that carries the policy).
#[derive(Clone, Debug)]
pub(crate) enum Scope {
    Listed(Vec<Pattern>),
    AllBut(Vec<Pattern>),
    Own,
}

/// A kind of principal (`AWS`, `Service`, `Federated`, `*`) and who.
#[derive(Clone, Debug)]
pub(crate) struct Named {
    pub(crate) kind: Box<str>,
    pub(crate) ids: Vec<Pattern>,
}

/// Who a statement of a resource policy is about.
#[derive(Clone, Debug)]
pub(crate) enum Whom {
    /// An identity policy: whoever holds it.
    Holder,
    Listed(Vec<Named>),
    AllBut(Vec<Named>),
}

/// One statement.
#[derive(Clone, Debug)]
pub(crate) struct Statement {
    pub(crate) sid: Box<str>,
    pub(crate) effect: Effect,
    pub(crate) actions: Scope,
    pub(crate) resources: Scope,
    pub(crate) whom: Whom,
    pub(crate) conditions: Vec<Condition>,
    /// A part of the statement that is not known, with the cause.
    pub(crate) open: Option<Box<str>>,
    pub(crate) at: Option<Span>,
}

/// A policy.
#[derive(Clone, Debug)]
pub(crate) struct Policy {
    /// What it is, in words: the address of the resource that writes it, or its name.
    pub(crate) what: Box<str>,
    pub(crate) statements: Vec<Statement>,
}

impl Policy {
    /// A policy of which nothing is known but that it is there. With `may_deny` it may also forbid.
    pub(crate) fn closed(what: &str, cause: &str, may_deny: bool, at: Option<Span>) -> Self {
        let everything = || {
            Scope::Listed(vec![Pattern {
                text: Text::hole(format!("?{cause}")),
                of: None,
                at: None,
            }])
        };
        let statement = Statement {
            sid: "".into(),
            effect: if may_deny { Effect::Unknown } else { Effect::Allow },
            actions: everything(),
            resources: everything(),
            whom: Whom::Holder,
            conditions: vec![],
            open: Some(cause.into()),
            at,
        };
        Self { what: what.into(), statements: vec![statement] }
    }
}

impl Scope {
    /// Is `action` in it?
    pub(crate) fn has_action(&self, action: &str) -> Tri {
        let action = Text::literal(action);
        let hit =
            |list: &[Pattern]| Tri::any(list.iter().map(|p| p.text.covers(&action, Case::Ignored)));
        match self {
            Scope::Own => Tri::Yes,
            Scope::Listed(list) => hit(list),
            Scope::AllBut(list) => !hit(list),
        }
    }
}

impl Statement {
    /// Is it about every action on every resource, under no condition?
    pub(crate) fn is_wide(&self) -> bool {
        let all = |scope: &Scope| matches!(scope, Scope::Listed(list) if list.iter().any(|p| p.text.is_everything()));
        all(&self.actions) && all(&self.resources) && self.conditions.is_empty()
    }

    /// What it is, in words.
    pub(crate) fn describe(&self, policy: &Policy) -> String {
        if self.sid.is_empty() {
            return format!("a statement of {}", policy.what);
        }
        format!("statement `{}` of {}", self.sid, policy.what)
    }
}
