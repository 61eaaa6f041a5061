//! Conditions that keep pull requests of forks out.

use ringfort_check::Node;

/// Does the `if` of this job or step admit branches of the same repository only?
pub(super) fn admits_no_forks(node: &Node) -> bool {
    let Some(condition) = node.at("if").str() else { return false };
    // With `||` the comparison may not be what decides.
    let text: String = condition.to_lowercase().split_whitespace().collect();
    let same = [
        "head.repo.full_name==github.repository",
        "github.repository==github.event.pull_request.head.repo.full_name",
        "head_repository.full_name==github.repository",
        "head.repo.fork==false",
        "!github.event.pull_request.head.repo.fork",
        "github.event_name=='push'",
        "github.event_name=='schedule'",
        "github.event_name!='pull_request'",
    ];
    !text.contains("||") && same.iter().any(|s| text.contains(s))
}
