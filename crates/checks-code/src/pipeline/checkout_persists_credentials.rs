//! Does a checkout leave its token behind although nobody needs it?

use ringfort_check::model::pipeline::Job;
use ringfort_check::model::pipeline::Workflow;
use ringfort_check::{Check, Failure, Meta, Node, Scene, Severity, Verdict};

/// Does a checkout leave its token behind although nobody needs it? See the page beside this file.
pub struct CheckoutPersistsCredentials;

impl Check for CheckoutPersistsCredentials {
    const META: Meta = Meta::new(
        "code/checkout-persists-credentials",
        "Checkout leaves its token for the following steps",
        "code/delivery-pipeline-security",
        Severity::Low,
    )
    .frameworks(&["OWASP-Top10-2025-A08"]);

    type On = Workflow;

    fn run(on: &Workflow, _: &Scene<'_>) -> Verdict {
        let mut seen = None;
        let mut failures = Vec::new();
        for job in &on.jobs {
            for step in job.steps.iter().filter(|s| s.is("actions/checkout")) {
                let Some(uses) = &step.uses else { continue };
                seen = seen.or(Some(uses.span));
                let off = step.with("persist-credentials").node().and_then(Node::scalar).as_deref()
                    == Some("false");
                if !off && !writes(job) {
                    let said = format!(
                        "job `{}` keeps the token in the checkout, and no step of it needs that",
                        job.id
                    );
                    failures.push(Failure::new(uses.span, said).key(&*job.id));
                }
            }
        }
        match seen {
            Some(at) => Verdict::of(failures, at, "no token is left behind without need"),
            None => Verdict::NotApplicable,
        }
    }
}

/// Does the job speak to the remote repository later?
fn writes(job: &Job) -> bool {
    job.steps.iter().any(|step| {
        let git = |c: &ringfort_check::model::pipeline::Command| {
            c.program() == "git"
                && ["push", "fetch", "pull", "submodule", "lfs"].iter().any(|v| c.has(v))
        };
        let action = step.uses.as_ref().is_some_and(|u| {
            let name = u.action.to_lowercase();
            ["commit", "push-", "pull-request", "release", "gh-pages"]
                .iter()
                .any(|w| name.contains(w))
        });
        action || step.commands.iter().any(git)
    })
}
