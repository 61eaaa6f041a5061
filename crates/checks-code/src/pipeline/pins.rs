//! What a workflow takes from elsewhere, and whether it is fixed.

use ringfort_check::model::pipeline::Workflow;
use ringfort_check::{Failure, Span, Verdict};

/// Who an action is by.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Author {
    /// GitHub, which runs the workflow anyway.
    GitHub,
    /// Anybody else.
    Other,
}

/// Fails for each action or reusable workflow by `author` that is not fixed to a commit.
pub(super) fn verdict(workflow: &Workflow, author: Author) -> Verdict {
    let used: Vec<(&str, &str, Span)> =
        all(workflow).into_iter().filter(|(_, text, _)| by(text) == Some(author)).collect();
    let Some((.., first)) = used.first().copied() else { return Verdict::NotApplicable };
    let failures = used.into_iter().filter_map(|(job, text, span)| {
        let (action, reference) = text.split_once('@').unwrap_or((text, ""));
        (!is_commit(reference)).then(|| {
            let said = match reference {
                "" => format!("`{action}` names no version"),
                _ => format!("`{action}` is taken at `{reference}`, which can be moved"),
            };
            Failure::new(span, said).key(format!("{job}: {action}"))
        })
    });
    Verdict::of(failures.collect(), first, "every one is fixed to a commit")
}

/// Every `uses` of steps and jobs, with the job.
fn all(workflow: &Workflow) -> Vec<(&str, &str, Span)> {
    let jobs = workflow.jobs.iter().map(|j| (j, j.root.at("uses").node()));
    let steps = workflow.steps().map(|(j, s)| (j, s.root.at("uses").node()));
    let named = jobs.chain(steps).filter_map(|(job, node)| {
        let node = node?;
        Some((&*job.id, node.as_str()?, node.span))
    });
    named.collect()
}

/// Whose action it is; `None` for those of the repository itself and for images.
fn by(text: &str) -> Option<Author> {
    if text.starts_with("./") || text.starts_with("docker://") {
        return None;
    }
    let owner = text.split('/').next().unwrap_or("").to_ascii_lowercase();
    Some(if matches!(owner.as_str(), "actions" | "github") {
        Author::GitHub
    } else {
        Author::Other
    })
}

/// Is it a full commit id (SHA-1 or SHA-256)?
fn is_commit(reference: &str) -> bool {
    matches!(reference.len(), 40 | 64) && reference.bytes().all(|b| b.is_ascii_hexdigit())
}
