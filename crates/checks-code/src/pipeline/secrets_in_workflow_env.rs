//! Is a secret in the environment of all jobs?

use ringfort_check::facts::pipeline::expressions;
use ringfort_check::model::pipeline::Workflow;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

/// Is a secret in the environment of all jobs? See the page beside this file.
pub struct SecretsInWorkflowEnv;

impl Check for SecretsInWorkflowEnv {
    const META: Meta = Meta::new(
        "code/secrets-in-workflow-env",
        "Secret is in the environment of every step",
        "code/delivery-pipeline-security",
        Severity::Low,
    );

    type On = Workflow;

    fn run(on: &Workflow, scene: &Scene<'_>) -> Verdict {
        let Some(env) = on.at("env").node() else { return Verdict::NotApplicable };
        let secret = |span| {
            expressions(&scene.facts.sources, span).iter().any(|e| e.text.contains("secrets."))
        };
        let hits = env.entries().iter().filter(|e| secret(e.value.span));
        let failures = hits.map(|e| {
            Failure::new(
                e.value.span,
                format!("every step of every job gets the secret in `{}`", e.key),
            )
            .key(&*e.key)
        });
        Verdict::of(failures.collect(), env.span, "the workflow's environment holds no secret")
    }
}
