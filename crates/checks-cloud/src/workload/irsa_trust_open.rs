//! Role for pods can be taken on by other ServiceAccounts.

use ringfort_check::facts::cloud::iam::{Effect, Policy, Statement};
use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::{identity, identity::Judged};

/// Role for pods can be taken on by other ServiceAccounts.
pub struct IrsaTrustOpen;

impl Check for IrsaTrustOpen {
    const META: Meta = Meta::new(
        "cloud/irsa-trust-open",
        "Role for pods can be taken on by other ServiceAccounts",
        "cloud/workload-identity",
        Severity::High,
    )
    .gate()
    .frameworks(&["CIS-EKS-5.2.1", "OWASP-K8s-2025-K08", "MITRE-T1528"]);
    const TYPES: &'static [&'static str] = &["aws_iam_role"];
    type On = Resource;

    fn run(on: &Resource, scene: &Scene<'_>) -> Verdict {
        let Some(policy) = scene.facts.trust_of(on) else { return Verdict::NotApplicable };
        if !is_for_pods(scene, on, &policy) {
            return Verdict::NotApplicable;
        }
        identity::policy(&policy, "one ServiceAccount may take on the role", trust)
    }
}

/// Does the policy trust the issuer of a cluster? Known by name, or by the reference to a provider for one.
fn is_for_pods(scene: &Scene<'_>, role: &Resource, policy: &Policy<'_>) -> bool {
    let named = |s: &Statement<'_>| {
        let ids = s.principals.iter().filter(|p| p.kind == "Federated").flat_map(|p| &p.ids.known);
        ids.map(|t| t.text)
            .chain(s.conditions.iter().map(|c| c.key))
            .any(|t| t.contains("oidc.eks."))
    };
    let documents = scene.facts.targets(role, "assume_role_policy");
    let mut providers = documents
        .flat_map(|d| scene.facts.targets(d, "statement"))
        .chain(scene.facts.targets(role, "assume_role_policy"));
    policy.statements.iter().any(named) || providers.any(|p| is_cluster_issuer(scene, p))
}

fn is_cluster_issuer(scene: &Scene<'_>, provider: &Resource) -> bool {
    let written = provider.at("url").str().is_some_and(|u| u.contains("oidc.eks."));
    &*provider.kind == "aws_iam_openid_connect_provider"
        && (written
            || scene.facts.targets(provider, "url").any(|r| r.kind.ends_with("aws_eks_cluster")))
}

fn trust<'a>(statement: &Statement<'a>) -> Judged<'a> {
    let federated = statement.principals.iter().find(|p| p.kind == "Federated");
    let Some(principal) = federated.filter(|_| statement.effect == Effect::Allow) else {
        return Judged::Good;
    };
    if let Some((span, cause)) = statement.unknown {
        return Judged::Open(span, cause);
    }
    let at = principal
        .ids
        .known
        .first()
        .map(|t| t.span)
        .or(principal.ids.unknown.map(|u| u.0))
        .unwrap_or(statement.span);
    let find =
        |end: &str| statement.conditions.iter().find(|c| c.key.ends_with(end) && c.is_positive());
    let Some(subject) = find(":sub") else {
        return Judged::Bad(Failure::new(
            at,
            "asks for no subject: every ServiceAccount of the cluster may take on the role",
        ));
    };
    if let Some(open) = subject.wildcard().filter(|_| !subject.is_exact()) {
        return Judged::Bad(Failure::new(
            open.span,
            format!("subject `{}` admits more than one ServiceAccount", open.text),
        ));
    }
    if let Some((span, cause)) = subject.values.undecided() {
        return Judged::Open(span, cause);
    }
    if find(":aud").is_none() {
        return Judged::Bad(Failure::new(
            at,
            "asks for no audience: tokens meant for others are accepted",
        ));
    }
    Judged::Good
}
