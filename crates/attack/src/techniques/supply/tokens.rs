//! Who may ask for identity tokens of CI, and for what: jobs of GitHub Actions and of GitLab CI.

use ringfort_facts::Facts;
use ringfort_facts::pipeline::privileged_event;
use ringfort_model::pipeline::{Job, Step, Workflow};
use ringfort_source::{Node, Span};

use super::gitlab;
use crate::position::Position;

/// Who issues the tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Issuer {
    /// GitHub Actions.
    GitHub,
    /// GitLab CI.
    GitLab,
}

impl Issuer {
    /// What the address of the issuer has in it.
    pub(super) fn mark(self) -> &'static str {
        match self {
            Issuer::GitHub => "githubusercontent",
            Issuer::GitLab => "gitlab",
        }
    }
}

/// What a token is exchanged for, by its name where that is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Wanted {
    /// A role of AWS.
    Role(Option<String>),
    /// An identity of Google Cloud, by the provider of the pool.
    Google(Option<String>),
    /// An identity of Azure.
    Azure,
}

/// A job that may ask for a token.
pub(super) struct Asker {
    /// Code in it.
    pub(super) job: Position,
    /// Whose tokens.
    pub(super) issuer: Issuer,
    /// For what.
    pub(super) wanted: Wanted,
    /// Where it asks.
    pub(super) at: Span,
    /// The event by which outsiders start it with the rights of the repository.
    pub(super) event: Option<&'static str>,
}

/// All of them.
pub(super) fn askers(facts: &Facts) -> Vec<Asker> {
    let mut all = vec![];
    for workflow in &facts.model.workflows {
        for job in workflow.jobs.iter().filter(|job| may_ask(workflow, job)) {
            for (wanted, at) in job.steps.iter().filter_map(exchanged) {
                all.push(Asker {
                    job: Position::Job(workflow.path.clone(), job.id.clone()),
                    issuer: Issuer::GitHub,
                    wanted,
                    at,
                    event: privileged_event(workflow),
                });
            }
        }
    }
    for job in gitlab::jobs(facts) {
        let Some(at) = job.tokens else { continue };
        for wanted in in_text(&job.text) {
            all.push(Asker {
                job: Position::Job(job.path.into(), job.name.into()),
                issuer: Issuer::GitLab,
                wanted,
                at,
                event: None,
            });
        }
    }
    all
}

/// Is the job given the right to ask for identity tokens?
fn may_ask(workflow: &Workflow, job: &Job) -> bool {
    let own = job.root.at("permissions").node().or_else(|| workflow.at("permissions").node());
    own.is_some_and(|permissions| {
        permissions.as_str() == Some("write-all")
            || permissions.get("id-token").and_then(Node::as_str) == Some("write")
    })
}

/// What a step exchanges its token for.
fn exchanged(step: &Step) -> Option<(Wanted, Span)> {
    let written = |node: &Node| node.as_str().filter(|t| !t.contains("${{")).map(str::to_owned);
    if step.is("aws-actions/configure-aws-credentials") {
        let node = step.with("role-to-assume").node()?;
        return Some((Wanted::Role(written(node)), node.span));
    }
    if step.is("google-github-actions/auth") {
        let node = step.with("workload_identity_provider").node()?;
        return Some((Wanted::Google(written(node)), node.span));
    }
    if step.is("azure/login") {
        let node = step.with("client-id").node()?;
        return Some((Wanted::Azure, node.span));
    }
    None
}

/// What scripts of GitLab exchange their tokens for, by the words that do it.
fn in_text(text: &str) -> Vec<Wanted> {
    let mut all = vec![];
    let has = |words: &[&str]| words.iter().any(|w| text.contains(w));
    let role = text.split_whitespace().find_map(|word| {
        let start = word.find("arn:aws:iam::")?;
        let arn = word.get(start..)?.trim_end_matches(['"', '\'', '}', ',']);
        arn.contains(":role/").then(|| arn.to_owned())
    });
    if role.is_some()
        || has(&["assume-role-with-web-identity", "AWS_ROLE_ARN", "AWS_WEB_IDENTITY_TOKEN_FILE"])
    {
        all.push(Wanted::Role(role.filter(|arn| !arn.contains('$'))));
    }
    if has(&["workloadIdentityPools", "workload-identity-pools", "GOOGLE_APPLICATION_CREDENTIALS"])
    {
        all.push(Wanted::Google(None));
    }
    if has(&["--federated-token", "AZURE_FEDERATED_TOKEN", "ARM_OIDC_TOKEN"]) {
        all.push(Wanted::Azure);
    }
    all
}
