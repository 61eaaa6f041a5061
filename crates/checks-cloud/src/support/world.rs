//! Judging firewall rules that admit the Internet.

use ringfort_check::facts::cloud::firewall::{self, Rule};
use ringfort_check::model::cloud::Resource;
use ringfort_check::{Failure, Verdict};

/// Judges the ingress rules that `on` holds. `bad` says whether a rule that admits the Internet must not
/// (`None`: its ports are not known), and `message` what is wrong with it.
pub(crate) fn ingress(
    on: &Resource,
    note: &'static str,
    bad: impl Fn(&Rule<'_>) -> Option<bool>,
    message: impl Fn(&Rule<'_>, &str) -> String,
) -> Verdict {
    let (rules, unknown) = firewall::ingress(on);
    if rules.is_empty() && unknown.is_none() {
        return Verdict::NotApplicable;
    }
    let mut failures = vec![];
    let mut open = unknown.map(|n| (n.span, n.cause().to_owned()));
    for rule in &rules {
        match (rule.world(), bad(rule)) {
            (Some((cidr, span)), Some(true)) => {
                let failure = Failure::new(span, message(rule, cidr)).key(rule.ports());
                failures.push(failure.related(rule.from.span(), "to these ports"));
            }
            (Some((_, span)), None) => {
                open = Some((span, "the ports of the rule are not known".to_owned()));
            }
            (None, Some(true) | None) => {
                open = rule
                    .unknown
                    .map(|(span, cause)| (span, cause.to_owned()))
                    .filter(|(_, c)| is_open(c))
                    .or(open);
            }
            _ => {}
        }
    }
    match open {
        Some((span, cause)) if failures.is_empty() => Verdict::unknown(span, cause),
        _ => Verdict::of(failures, on.header, note),
    }
}

/// An address range of a resource is one concrete range, only not yet known.
fn is_open(cause: &str) -> bool {
    !cause.starts_with("known after apply")
}
