//! What identity policies grant on every resource, and who holds them.

use ringfort_check::facts::cloud::iam::{Effect, Policy, Statement, Term};
use ringfort_check::facts::cloud::roles;
use ringfort_check::model::cloud::Resource;
use ringfort_check::{Failure, Scene, Span, Verdict};

use super::identity::{self, Judged};

/// Judges every statement of the identity policies that `on` writes, and names who holds them in failures.
pub(crate) fn judge<'a>(
    on: &'a Resource,
    scene: &Scene<'_>,
    note: &'static str,
    bad: impl Fn(&Statement<'a>) -> Judged<'a>,
) -> Verdict {
    held_by(identity::statements(on, scene, note, bad), on, scene)
}

/// Judges each policy as a whole, where rights of several statements add up. `bad` gives the failures.
pub(crate) fn whole<'a>(
    on: &'a Resource,
    scene: &Scene<'_>,
    bad: impl Fn(&Policy<'a>) -> Vec<Failure>,
) -> Verdict {
    if scene.facts.is_document_in_use(on) || identity::is_resource_policy(on) {
        return Verdict::NotApplicable;
    }
    let failures: Vec<Failure> = roles::identity_policies(on).iter().flat_map(bad).collect();
    if failures.is_empty() {
        return Verdict::NotApplicable;
    }
    held_by(Verdict::Fail(failures), on, scene)
}

/// A check that fails where a statement allows one of `actions` on every resource without a condition.
pub(crate) fn everywhere<'a>(
    statement: &Statement<'a>,
    is_meant: impl Fn(&str) -> bool,
    message: impl Fn(&str) -> String,
) -> Judged<'a> {
    if !is_open(statement) {
        return Judged::Good;
    }
    if statement.every_resource().is_none() {
        return identity::open_lists(statement);
    }
    match statement.actions.known.iter().find(|t| is_meant(t.text)) {
        Some(term) => Judged::Bad(Failure::new(term.span, message(term.text))),
        None => identity::open_lists(statement),
    }
}

/// It allows, and no condition narrows it.
pub(crate) fn is_open(statement: &Statement<'_>) -> bool {
    statement.effect == Effect::Allow && statement.conditions.is_empty()
}

/// Where `policy` allows `action` on every resource, by name or wildcard.
pub(crate) fn grants_everywhere(policy: &Policy<'_>, action: &str) -> Option<Span> {
    let open = policy.statements.iter().filter(|s| is_open(s) && s.every_resource().is_some());
    open.filter_map(|s| s.actions.covering(action)).map(|t: Term<'_>| t.span).next()
}

/// Attributes by which a policy or an attachment names who holds it.
const HOLDERS: [&str; 6] = ["user", "role", "group", "users", "roles", "groups"];

/// The users, roles and groups of the files that hold what `on` writes.
fn holders<'a>(on: &'a Resource, scene: &Scene<'a>) -> Vec<&'a Resource> {
    let facts = scene.facts;
    let named = |by: &'a Resource| HOLDERS.iter().flat_map(move |path| facts.targets(by, path));
    let attached = roles::ATTACHMENTS
        .iter()
        .flat_map(|(kind, _)| facts.attached(on, kind, "policy_arn", &["arn"]))
        .flat_map(named);
    let mut all: Vec<&Resource> =
        named(on).chain(attached).filter(|r| r.kind.starts_with("aws_iam_")).collect();
    all.sort_by(|a, b| a.address.cmp(&b.address));
    all.dedup_by(|a, b| a.address == b.address);
    all.truncate(6);
    all
}

fn held_by(verdict: Verdict, on: &Resource, scene: &Scene<'_>) -> Verdict {
    let Verdict::Fail(failures) = verdict else { return verdict };
    let holders = holders(on, scene);
    let name = |failure: Failure| {
        let related = |f: Failure, h: &&Resource| {
            f.related_to(h.header, "holds the policy", h.address.clone())
        };
        holders.iter().fold(failure, related)
    };
    Verdict::Fail(failures.into_iter().map(name).collect())
}
