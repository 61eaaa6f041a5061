//! Members of Google IAM bindings.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Failure, Node, Verdict};

/// Fails for each member that is everyone (`allUsers`, `allAuthenticatedUsers`); `what` is said to be open. A member that is
/// not known could be everyone, so that it leaves the verdict unknown.
pub(crate) fn named(on: &Resource, what: &str) -> Verdict {
    let (many, one) = (on.at("members"), on.at("member"));
    let failures: Vec<Failure> = many
        .list()
        .iter()
        .chain(one.list())
        .filter_map(|n| Some((n, n.as_str().filter(|text| is_everyone(text))?)))
        .map(|(n, text)| Failure::new(n.span, format!("the {what} is open to {text}")).key(text))
        .collect();
    let unsure = [many, one]
        .into_iter()
        .any(|at| at.is_unknown() || at.node().is_some_and(Node::has_unknown));
    if failures.is_empty() && unsure {
        return Verdict::unknown(on.header, "the members are not known");
    }
    Verdict::of(failures, on.header, "names its members")
}

/// Everyone, and everyone with any Google account.
fn is_everyone(text: &str) -> bool {
    text == "allUsers" || text == "allAuthenticatedUsers"
}
