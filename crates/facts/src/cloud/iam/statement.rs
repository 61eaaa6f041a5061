//! One statement of a policy.

use ringfort_source::{Kind, Node, Span};

use super::condition::{self, Condition, Narrowing};
use super::covers;

/// What a statement does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// It grants.
    Allow,
    /// It forbids.
    Deny,
    /// Not known.
    Unknown,
}

/// A text of a list, with its place.
#[derive(Clone, Copy, Debug)]
pub struct Term<'a> {
    /// The text.
    pub text: &'a str,
    /// Where it stands.
    pub span: Span,
}

/// A list of texts.
#[derive(Clone, Debug, Default)]
pub struct Terms<'a> {
    /// Those that are known.
    pub known: Vec<Term<'a>>,
    /// What is known of those that are not known as a whole: `${...}/*`.
    pub partly: Vec<Term<'a>>,
    /// Where and why one is not known.
    pub unknown: Option<(Span, &'a str)>,
    /// Is the list written at all?
    pub written: bool,
}

impl<'a> Terms<'a> {
    pub(super) fn read(node: Option<&'a Node>) -> Self {
        let mut terms = Self::default();
        let Some(node) = node.filter(|n| n.kind != Kind::Null) else { return terms };
        terms.written = true;
        if node.is_unknown() {
            terms.unknown = Some((node.span, node.cause()));
        }
        for item in node.one_or_many() {
            if let Some(text) = text(item) {
                terms.known.push(Term { text, span: item.span });
            } else {
                terms.unknown = Some((item.span, item.cause()));
                terms.partly.extend(known_part(item));
            }
        }
        terms.partly.extend(known_part(node));
        terms
    }

    /// Where and why the list is open. An attribute of a resource that is known after apply is one concrete
    /// name, so that it leaves nothing open.
    pub fn undecided(&self) -> Option<(Span, &'a str)> {
        self.unknown.filter(|(_, cause)| !cause.starts_with("known after apply"))
    }

    /// The first text that covers `action`.
    pub fn covering(&self, action: &str) -> Option<Term<'a>> {
        self.known.iter().copied().find(|t| covers(t.text, action))
    }
}

/// A text, or a truth value without quotes, which the policy language takes for one.
fn text(item: &Node) -> Option<&str> {
    match item.kind {
        Kind::Bool(true) => Some("true"),
        Kind::Bool(false) => Some("false"),
        _ => item.as_str(),
    }
}

/// A principal: its kind (`AWS`, `Service`, `Federated`) and who.
#[derive(Clone, Debug)]
pub struct Principal<'a> {
    /// The kind; `*` where the statement says "everyone" without one.
    pub kind: &'a str,
    /// Who.
    pub ids: Terms<'a>,
}

/// A statement.
#[derive(Clone, Debug)]
pub struct Statement<'a> {
    /// `Sid`; empty if none.
    pub sid: &'a str,
    /// `Effect`.
    pub effect: Effect,
    /// `Action`.
    pub actions: Terms<'a>,
    /// `NotAction`.
    pub not_actions: Terms<'a>,
    /// `Resource`.
    pub resources: Terms<'a>,
    /// `NotResource`.
    pub not_resources: Terms<'a>,
    /// `Principal`.
    pub principals: Vec<Principal<'a>>,
    /// Where `NotPrincipal` stands.
    pub not_principal: Option<Span>,
    /// `Condition`.
    pub conditions: Vec<Condition<'a>>,
    /// Is a part of the conditions or principals not known?
    pub unknown: Option<(Span, &'a str)>,
    /// The whole.
    pub span: Span,
}

impl<'a> Statement<'a> {
    /// Reads a statement; `None` if it is not known.
    pub(super) fn read(node: &'a Node) -> Option<Self> {
        if !matches!(node.kind, Kind::Map(_)) {
            return None;
        }
        let effect = match node.get("Effect").and_then(Node::as_str) {
            Some("Allow") => Effect::Allow,
            Some("Deny") => Effect::Deny,
            _ => Effect::Unknown,
        };
        let terms = |name| Terms::read(node.get(name));
        let (principals, open) = principals(node.get("Principal"));
        let (conditions, unclear) = condition::read(node.get("Condition"));
        Some(Self {
            sid: node.get("Sid").and_then(Node::as_str).unwrap_or(""),
            effect,
            actions: terms("Action"),
            not_actions: terms("NotAction"),
            resources: terms("Resource"),
            not_resources: terms("NotResource"),
            principals,
            not_principal: node.get("NotPrincipal").map(|n| n.span),
            conditions,
            unknown: open.or(unclear),
            span: node.span,
        })
    }

    /// Where it grants `action`, by name or wildcard, or by not leaving it out with `NotAction`.
    pub fn grants(&self, action: &str) -> Option<Span> {
        if self.effect != Effect::Allow {
            return None;
        }
        let named = self.actions.covering(action).map(|t| t.span);
        let left = &self.not_actions;
        let rest = left.written && left.unknown.is_none() && left.covering(action).is_none();
        named.or_else(|| rest.then(|| left.known.first().map_or(self.span, |t| t.span)))
    }

    /// Where it names every action of every service.
    pub fn every_action(&self) -> Option<Span> {
        let all =
            |t: &&Term<'_>| t.text.chars().all(|c| c == '*' || c == ':') && t.text.contains('*');
        self.actions.known.iter().find(all).map(|t| t.span)
    }

    /// Where it names every resource: `*`, or an ARN that leaves everything behind the service open.
    pub fn every_resource(&self) -> Option<Span> {
        self.resources.known.iter().find(|t| is_everything(t.text)).map(|t| t.span)
    }

    /// Where its principals include everyone.
    pub fn everyone(&self) -> Option<Span> {
        let hit = |p: &Principal<'a>| {
            let kind = matches!(p.kind, "*" | "AWS" | "Federated" | "Service");
            p.ids.known.iter().find(|t| kind && is_anyone(t.text)).map(|t| t.span)
        };
        self.principals.iter().find_map(hit)
    }

    /// Do its conditions keep out callers that nobody named?
    pub fn narrowing(&self) -> Narrowing {
        condition::narrowing(&self.conditions)
    }
}

/// Everyone, or a principal of whichever account: `*`, `arn:aws:iam::*:role/deploy`.
fn is_anyone(text: &str) -> bool {
    let account = text.strip_prefix("arn:").and_then(|rest| rest.split(':').nth(3));
    text == "*" || account == Some("*")
}

/// Every resource: `*`, `arn:aws:iam::*:*`, `arn:aws:s3:::*`; not `arn:aws:s3:::logs-*`.
fn is_everything(text: &str) -> bool {
    let rest = text.strip_prefix("arn:").map_or(text, |rest| {
        let mut parts = rest.splitn(3, ':');
        parts.nth(2).unwrap_or(rest)
    });
    rest.contains('*')
        && rest.split([':', '/']).all(|part| {
            part.chars().all(|c| c == '*')
                || matches!(
                    part,
                    "role"
                        | "user"
                        | "policy"
                        | "key"
                        | "secret"
                        | "parameter"
                        | "table"
                        | "function"
                )
        })
}

/// The known part of a text that is not known as a whole: what its cause quotes at its end.
fn known_part(node: &Node) -> Option<Term<'_>> {
    let (_, quoted) = node.cause().split_once(", in \"")?;
    Some(Term { text: quoted.strip_suffix('"')?, span: node.span })
}

fn principals<'a>(node: Option<&'a Node>) -> (Vec<Principal<'a>>, Option<(Span, &'a str)>) {
    let Some(node) = node else { return (vec![], None) };
    match &node.kind {
        Kind::Map(entries) => {
            let read = |e: &'a ringfort_source::Entry| Terms::read(Some(&e.value));
            let all: Vec<Principal<'_>> =
                entries.iter().map(|e| Principal { kind: &e.key, ids: read(e) }).collect();
            // One of several in a list leaves the others as they are.
            let mut whole = entries.iter().zip(&all).filter(|(e, _)| e.value.is_unknown());
            let open = whole.find_map(|(_, p)| p.ids.undecided());
            (all, open)
        }
        Kind::Unknown(cause) => (vec![], Some((node.span, cause))),
        _ => (vec![Principal { kind: "*", ids: Terms::read(Some(node)) }], None),
    }
}

#[cfg(test)]
mod tests {
    use super::is_everything;

    #[test]
    fn everything_is_a_wildcard_behind_the_service() {
        let table = [
            ("*", true),
            ("arn:aws:s3:::*", true),
            ("arn:aws:iam::*:role/*", true),
            ("arn:aws:s3:::logs-*", false),
            ("arn:aws:s3:::logs/*", false),
            ("arn:aws:iam::123456789012:role/*", false),
            ("", false),
        ];
        for (text, expected) in table {
            assert_eq!(is_everything(text), expected, "{text}");
        }
    }
}
