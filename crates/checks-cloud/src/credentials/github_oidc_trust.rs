//! Role can be taken on by workflows of others.

use ringfort_check::facts::cloud::iam::{Effect, Statement};
use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::{identity, identity::Judged};

/// Role can be taken on by workflows of others.
pub struct GithubOidcTrust;

impl Check for GithubOidcTrust {
    const META: Meta = Meta::new(
        "cloud/github-oidc-trust",
        "Role can be taken on by workflows of others",
        "cloud/no-static-credentials",
        Severity::Critical,
    )
    .frameworks(&["OWASP-K8s-2025-K08", "MITRE-T1078.004"]);
    const TYPES: &'static [&'static str] = &["aws_iam_role"];
    type On = Resource;

    fn run(on: &Resource, scene: &Scene<'_>) -> Verdict {
        let Some(policy) = scene.facts.trust_of(on) else { return Verdict::NotApplicable };
        let github = |s: &Statement<'_>| {
            let written =
                s.principals.iter().flat_map(|p| &p.ids.known).any(|t| t.text.contains(GITHUB));
            written || s.conditions.iter().any(|c| c.key.starts_with(GITHUB))
        };
        let referred = scene
            .facts
            .targets(on, "assume_role_policy")
            .any(|r| r.at("url").str().is_some_and(|u| u.contains(GITHUB)));
        if !policy.statements.iter().any(github) && !referred {
            return Verdict::NotApplicable;
        }
        identity::policy(
            &policy,
            "one repository and branch or environment takes on the role",
            |s| trust(s),
        )
    }
}

const GITHUB: &str = "token.actions.githubusercontent.com";

fn trust<'a>(statement: &Statement<'a>) -> Judged<'a> {
    let federated = statement.principals.iter().find(|p| p.kind == "Federated");
    let Some(principal) = federated.filter(|_| statement.effect == Effect::Allow) else {
        return Judged::Good;
    };
    let at = principal.ids.known.first().map_or(statement.span, |t| t.span);
    let Some(subject) =
        statement.conditions.iter().find(|c| c.key.ends_with(":sub") && c.is_positive())
    else {
        return Judged::Bad(Failure::new(
            at,
            "asks for no subject: workflows of every repository on GitHub may take on the role",
        ));
    };
    if let Some((span, cause)) = subject.values.undecided() {
        return Judged::Open(span, cause);
    }
    let loose = subject.values.known.iter().find(|t| !is_pinned(t.text));
    if let Some(term) = loose {
        let message = format!(
            "subject `{}` names no single repository with a branch or environment",
            term.text
        );
        return Judged::Bad(Failure::new(term.span, message));
    }
    let audience = statement.conditions.iter().any(|c| c.key.ends_with(":aud") && c.is_positive());
    if audience {
        Judged::Good
    } else {
        Judged::Bad(Failure::new(at, "asks for no audience: tokens meant for others are accepted"))
    }
}

/// `repo:OWNER/NAME:...` with no wildcard in owner or name, and something behind that is not open.
fn is_pinned(subject: &str) -> bool {
    let mut parts = subject.splitn(3, ':');
    let (Some("repo"), Some(repository), Some(rest)) = (parts.next(), parts.next(), parts.next())
    else {
        return false;
    };
    repository.contains('/')
        && !repository.contains(['*', '?'])
        && rest.trim_matches(['*', '?']).len() > 1
        && rest != "pull_request"
}
