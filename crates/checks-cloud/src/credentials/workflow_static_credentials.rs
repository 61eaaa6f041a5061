//! Workflow signs in to the cloud with stored keys.

use ringfort_check::model::pipeline::Workflow;
use ringfort_check::{At, Check, Failure, Meta, Scene, Severity, Verdict};

/// Workflow signs in to the cloud with stored keys.
pub struct WorkflowStaticCredentials;

impl Check for WorkflowStaticCredentials {
    const META: Meta = Meta::new(
        "cloud/workflow-static-credentials",
        "Workflow signs in to the cloud with stored keys",
        "cloud/no-static-credentials",
        Severity::High,
    )
    .frameworks(&["OWASP-K8s-2025-K08", "MITRE-T1552.001"]);

    type On = Workflow;

    fn run(on: &Workflow, _: &Scene<'_>) -> Verdict {
        let mut failures = vec![];
        let mut seen = None;
        for (job, step) in on.steps() {
            let Some((_, inputs)) = ACTIONS.iter().find(|(action, _)| step.is(action)) else {
                continue;
            };
            seen = step.uses.as_ref().map(|u| u.span).or(seen);
            for input in *inputs {
                if let At::Set(node) | At::Unknown(node) = step.with(input) {
                    let message = format!(
                        "job `{}` signs in with a stored credential (`{input}`) instead of a token of its own",
                        job.id
                    );
                    failures
                        .push(Failure::new(node.span, message).key(format!("{} {input}", job.id)));
                }
            }
        }
        match seen {
            Some(span) => Verdict::of(failures, span, "signs in with a short-lived token"),
            None => Verdict::NotApplicable,
        }
    }
}

/// Actions that sign in, with the inputs that take stored credentials.
const ACTIONS: [(&str, &[&str]); 3] = [
    ("aws-actions/configure-aws-credentials", &["aws-secret-access-key"]),
    ("google-github-actions/auth", &["credentials_json"]),
    ("azure/login", &["creds", "client-secret"]),
];
