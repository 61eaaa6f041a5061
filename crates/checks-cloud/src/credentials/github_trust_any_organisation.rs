//! Workflows of everyone on `GitHub` take on the role.

use ringfort_check::facts::cloud::iam::{Effect, Policy, Statement};
use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::identity;
use crate::support::identity::Judged;

/// Workflows of everyone on `GitHub` take on the role.
pub struct GithubTrustAnyOrganisation;

impl Check for GithubTrustAnyOrganisation {
    const META: Meta = Meta::new(
        "cloud/github-trust-any-organisation",
        "Workflows of everyone on GitHub take on the role",
        "cloud/no-static-credentials",
        Severity::Critical,
    )
    .frameworks(&["OWASP-K8s-2025-K08", "MITRE-T1078.004"])
    .aliases(&["CKV_AWS_358", "CKV_AWS_393"]);
    const TYPES: &'static [&'static str] = &["aws_iam_role", "data.aws_iam_policy_document"];
    type On = Resource;

    fn run(on: &Resource, scene: &Scene<'_>) -> Verdict {
        let policy = match &*on.kind {
            "aws_iam_role" => scene.facts.trust_of(on),
            _ if scene.facts.is_document_in_use(on) => None,
            _ => Policy::read(on.at("json")),
        };
        let Some(policy) = policy else { return Verdict::NotApplicable };
        if !policy.statements.iter().any(is_of_github) {
            return Verdict::NotApplicable;
        }
        identity::policy(&policy, "the subject names an organisation", organisation)
    }
}

const GITHUB: &str = "token.actions.githubusercontent.com";

/// Does the statement trust GitHub's issuer?
fn is_of_github(statement: &Statement<'_>) -> bool {
    let principals = statement.principals.iter().filter(|p| p.kind == "Federated");
    principals.flat_map(|p| &p.ids.known).any(|t| t.text.contains(GITHUB))
        || statement.conditions.iter().any(|c| c.key.starts_with(GITHUB))
}

fn organisation<'a>(statement: &Statement<'a>) -> Judged<'a> {
    if statement.effect != Effect::Allow || !is_of_github(statement) {
        return Judged::Good;
    }
    let mut subjects = statement
        .conditions
        .iter()
        .filter(|c| c.is_positive() && (c.key.ends_with(":sub") || c.key.ends_with(":repository")));
    let Some(subject) = subjects.next() else {
        let at = statement.principals.iter().flat_map(|p| &p.ids.known).next();
        let at = at.map_or(statement.span, |t| t.span);
        return Judged::Bad(Failure::new(
            at,
            "asks for no subject: any repository on GitHub takes on the role",
        ));
    };
    if let Some((span, cause)) = subject.values.undecided() {
        return Judged::Open(span, cause);
    }
    match subject.values.known.iter().find(|t| !names_owner(t.text)) {
        Some(term) => Judged::Bad(Failure::new(
            term.span,
            format!(
                "subject `{}` names no organisation: repositories of others match it",
                term.text
            ),
        )),
        None => Judged::Good,
    }
}

/// `repo:OWNER/...` (or `OWNER/...` of the claim `repository`) with an owner in full.
fn names_owner(subject: &str) -> bool {
    let repository = subject.strip_prefix("repo:").unwrap_or(subject);
    let owner = repository.split('/').next().unwrap_or("");
    repository.contains('/') && !owner.is_empty() && !owner.contains(['*', '?', ':'])
}
