//! Judging the statements of identity policies, trust policies and resource policies.

use ringfort_check::facts::cloud::iam::{Effect, Narrowing, Policy, Statement};
use ringfort_check::facts::cloud::roles;
use ringfort_check::model::cloud::Resource;
use ringfort_check::{Failure, Scene, Span, Verdict};

/// Judges every statement of the identity policies that `on` writes. `bad` gives a failure, or the reason
/// why a statement cannot be decided. A document that something uses is judged there, where its role is known.
pub(crate) fn statements<'a>(
    on: &'a Resource,
    scene: &Scene<'_>,
    note: &'static str,
    bad: impl Fn(&Statement<'a>) -> Judged<'a>,
) -> Verdict {
    if scene.facts.is_document_in_use(on) || is_resource_policy(on) {
        return Verdict::NotApplicable;
    }
    let policies = roles::identity_policies(on);
    policies.iter().map(|p| policy(p, note, &bad)).fold(Verdict::NotApplicable, Verdict::and)
}

/// What is to be said of one statement.
pub(crate) enum Judged<'a> {
    /// Nothing.
    Good,
    /// It fails.
    Bad(Failure),
    /// It cannot be decided.
    Open(Span, &'a str),
}

/// Judges the statements of one policy.
pub(crate) fn policy<'a>(
    policy: &Policy<'a>,
    note: &'static str,
    bad: impl Fn(&Statement<'a>) -> Judged<'a>,
) -> Verdict {
    let mut failures = vec![];
    let mut open = policy.unknown;
    for (index, statement) in policy.statements.iter().enumerate() {
        match bad(statement) {
            Judged::Good => {}
            Judged::Bad(failure) => {
                let failure = failure.related(policy.span, "in this policy");
                let named = failure.key.is_some();
                failures.push(if named { failure } else { failure.key(name_of(statement, index)) });
            }
            Judged::Open(span, cause) => open = Some((span, cause)),
        }
    }
    match open {
        Some((span, cause)) if failures.is_empty() => Verdict::unknown(span, cause.to_owned()),
        _ => Verdict::of(failures, policy.span, note),
    }
}

/// What tells statements of one policy apart: the Sid, else the place in the list.
fn name_of(statement: &Statement<'_>, index: usize) -> String {
    if statement.sid.is_empty() {
        format!("statement {}", index + 1)
    } else {
        statement.sid.to_owned()
    }
}

/// Does a document name principals, so that it is no identity policy?
pub(crate) fn is_resource_policy(on: &Resource) -> bool {
    &*on.kind == "data.aws_iam_policy_document"
        && roles::identity_policies(on)
            .iter()
            .flat_map(|p| &p.statements)
            .any(|s| !s.principals.is_empty())
}

/// The two lists that decide about reach: open where a list is not known.
pub(crate) fn open_lists<'a>(statement: &Statement<'a>) -> Judged<'a> {
    let undecided = statement.actions.undecided().or(statement.resources.undecided());
    undecided.map_or(Judged::Good, |(span, cause)| Judged::Open(span, cause))
}

/// Where a statement grants one of `actions` on every resource, with the action's name.
pub(crate) fn granted_everywhere<'s>(
    statement: &Statement<'_>,
    actions: &[&'s str],
) -> Vec<(&'s str, Span)> {
    if statement.every_resource().is_none() || statement.every_action().is_some() {
        return vec![];
    }
    actions.iter().filter_map(|a| Some((*a, statement.actions.covering(a)?.span))).collect()
}

/// Judges a statement of a resource policy: strangers must not be allowed anything.
pub(crate) fn strangers<'a>(statement: &Statement<'a>, what: &str) -> Judged<'a> {
    if statement.effect != Effect::Allow {
        return Judged::Good;
    }
    if let Some(span) = statement.not_principal {
        return Judged::Bad(Failure::new(
            span,
            format!("opens {what} to everyone but those listed"),
        ));
    }
    match (statement.everyone(), statement.narrowing()) {
        (Some(span), Narrowing::Open) => Judged::Bad(Failure::new(
            span,
            format!("opens {what} to everyone, and no condition names the caller"),
        )),
        (Some(span), Narrowing::Unknown) => {
            Judged::Open(span, "the condition on the caller is not known")
        }
        (_, Narrowing::Named) => Judged::Good,
        _ => {
            let whole = statement.unknown.filter(|(_, c)| !c.starts_with("known after apply"));
            // One member of a list that is not known could be everyone.
            let member = || statement.principals.iter().find_map(|p| p.ids.undecided());
            let open = whole.or_else(member);
            open.map_or(Judged::Good, |(span, cause)| Judged::Open(span, cause))
        }
    }
}
