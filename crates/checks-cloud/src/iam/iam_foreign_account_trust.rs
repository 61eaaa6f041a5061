//! Role trusts a whole foreign account.

use ringfort_check::facts::cloud::iam::{Effect, Statement, Terms};
use ringfort_check::model::cloud::Resource;
use ringfort_check::{At, Check, Failure, Meta, Node, Scene, Severity, Span, Verdict};

use crate::support::{identity, identity::Judged};

/// Role trusts a whole foreign account.
pub struct IamForeignAccountTrust;

impl Check for IamForeignAccountTrust {
    const META: Meta = Meta::new(
        "cloud/iam-foreign-account-trust",
        "Role trusts a whole foreign account",
        "cloud/iam-least-privilege",
        Severity::Medium,
    )
    .frameworks(&["CIS-AWS-2.21", "MITRE-T1078.004"])
    .aliases(&[
        "09c35abf-5852-4622-ac7a-b987b331232e",
        "85138beb-ce7c-4ca3-a09f-e8fbcc57ddd7",
        "af167837-9636-4086-b815-c239186b9dda",
        "FG_R00255",
    ]);
    const TYPES: &'static [&'static str] = &["aws_iam_role"];
    type On = Resource;

    fn run(on: &Resource, scene: &Scene<'_>) -> Verdict {
        let Some(policy) = scene.facts.trust_of(on) else { return Verdict::NotApplicable };
        let (own, sure) = own_accounts(scene);
        identity::policy(&policy, "trusts no foreign account as a whole", |s| {
            match foreign(s, &own) {
                // The account may be one of the own ones that are not known.
                Judged::Bad(failure) if !sure => {
                    Judged::Open(failure.at, "own accounts are not known")
                }
                judged => judged,
            }
        })
    }
}

/// Accounts that the providers are held to, and whether all of those are known.
fn own_accounts(scene: &Scene<'_>) -> (Vec<String>, bool) {
    let lists = scene.facts.resources("provider.aws").map(|p| p.at("allowed_account_ids"));
    let lists: Vec<At<'_>> = lists.collect();
    let unsure = |at: &At<'_>| at.is_unknown() || at.list().iter().any(Node::is_unknown);
    let ids = lists.iter().flat_map(|at| at.list()).filter_map(Node::scalar).collect();
    (ids, !lists.iter().any(unsure))
}

fn foreign<'a>(statement: &Statement<'a>, own: &[String]) -> Judged<'a> {
    if statement.effect == Effect::Deny || is_held(statement) {
        return Judged::Good;
    }
    if statement.effect == Effect::Unknown {
        return Judged::Open(statement.span, "whether it allows or denies is not known");
    }
    let undecided = |(_, cause): &(Span, &str)| !cause.starts_with("known after apply");
    if let Some((span, cause)) = statement.unknown.filter(undecided) {
        // It may be the condition that holds the account back.
        return Judged::Open(span, cause);
    }
    let trusted = || statement.principals.iter().filter(|p| p.kind == "AWS").map(|p| &p.ids);
    let terms = trusted().flat_map(|ids| &ids.known);
    let mut accounts = terms.filter_map(|t| Some((account_of(t.text)?, t.span)));
    let open = trusted().find_map(Terms::undecided);
    match (accounts.find(|(id, _)| !own.iter().any(|o| o == id)), open) {
        (None, Some((span, cause))) => Judged::Open(span, cause),
        (None, None) => Judged::Good,
        (Some((id, span)), _) => {
            let message = format!(
                "trusts every principal of account {id} and asks for no external id or organisation"
            );
            Judged::Bad(Failure::new(span, message))
        }
    }
}

/// The account that a principal stands for as a whole: `123456789012` or the ARN of its root.
fn account_of(principal: &str) -> Option<&str> {
    let id = match principal.strip_prefix("arn:") {
        Some(rest) => rest.strip_suffix(":root")?.rsplit(':').next()?,
        None => principal,
    };
    (id.len() == 12 && id.chars().all(|c| c.is_ascii_digit())).then_some(id)
}

/// A condition holds strangers off where its value does: `true` for a second factor, a text that is not empty for the rest.
fn is_held(statement: &Statement<'_>) -> bool {
    let keys =
        ["sts:ExternalId", "aws:PrincipalOrgID", "aws:PrincipalOrgPaths", "aws:PrincipalArn"];
    statement.conditions.iter().any(|c| {
        let is = |key: &str| key.eq_ignore_ascii_case(c.key);
        let known = &c.values.known;
        let open = c.values.unknown.is_some();
        if is("aws:MultiFactorAuthPresent") {
            return open || known.iter().any(|t| t.text.eq_ignore_ascii_case("true"));
        }
        is("aws:MultiFactorAuthAge")
            || keys.iter().any(|k| is(k))
                && (open || known.iter().any(|t| !t.text.trim().is_empty()))
    })
}
