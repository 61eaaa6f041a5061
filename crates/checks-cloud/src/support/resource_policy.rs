//! Policies that stand on a resource.

use ringfort_check::facts::cloud::iam::{Effect, Policy};
use ringfort_check::model::cloud::Resource;
use ringfort_check::{Failure, Verdict};

use super::identity::{self, Judged};

/// The policy of `on` must not allow everything: neither `*` nor `all`, the wildcard of its service (`sqs:*`).
pub(crate) fn named_actions(on: &Resource, all: &str, what: &str) -> Verdict {
    let Some(policy) = Policy::read(on.at("policy")) else { return Verdict::NotApplicable };
    identity::policy(&policy, "allows named actions only", |statement| {
        let mut named = statement.actions.known.iter();
        let whole = named.find(|t| t.text.eq_ignore_ascii_case(all)).map(|t| t.span);
        match (statement.effect, statement.every_action().or(whole)) {
            (Effect::Allow, Some(at)) => {
                let message = format!("policy of `{}` allows every action on the {what}", on.name);
                Judged::Bad(Failure::new(at, message))
            }
            (Effect::Deny, _) => Judged::Good,
            (Effect::Unknown, Some(at)) => Judged::Open(at, "the effect is not known"),
            (_, None) => {
                let open = statement.actions.undecided();
                open.map_or(Judged::Good, |(span, cause)| Judged::Open(span, cause))
            }
        }
    })
}
