//! Rights of a user or group need no second factor.

use ringfort_check::facts::cloud::iam::{Effect, Statement};
use ringfort_check::facts::cloud::roles;
use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

/// Rights of a user or group need no second factor.
pub struct UserPolicyWithoutMfa;

impl Check for UserPolicyWithoutMfa {
    const META: Meta = Meta::new(
        "cloud/user-policy-without-mfa",
        "Rights of a user or group need no second factor",
        "cloud/mfa-enforced",
        Severity::Low,
    )
    .frameworks(&["CIS-AWS-2.10"])
    .aliases(&["b5681959-6c09-4f55-b42b-c40fa12d03ec", "AWS-0145"]);
    const TYPES: &'static [&'static str] =
        &["aws_iam_group", "aws_iam_user", "aws_iam_user_policy"];
    type On = Resource;

    fn run(on: &Resource, scene: &Scene<'_>) -> Verdict {
        let policies: Vec<&Resource> = match &*on.kind {
            "aws_iam_group" => of_group(on, scene),
            "aws_iam_user" => match of_user(on, scene) {
                Ok(policies) => policies,
                Err(verdict) => return verdict,
            },
            _ => vec![on],
        };
        for holder in &policies {
            for policy in roles::identity_policies(holder) {
                if let Some(statement) = policy.statements.iter().find(|s| asks(s)) {
                    return Verdict::pass(
                        statement.span,
                        "without a second factor nothing is allowed",
                    );
                }
                if let Some((span, cause)) = policy.unknown {
                    return Verdict::unknown(span, cause.to_owned());
                }
            }
        }
        Verdict::fail(Failure::new(
            on.header,
            format!("no policy of `{}` asks for a second factor", on.name),
        ))
    }
}

fn of_group<'a>(on: &'a Resource, scene: &Scene<'a>) -> Vec<&'a Resource> {
    let inline = scene.facts.attached(on, "aws_iam_group_policy", "group", &["name"]);
    let attached = scene.facts.attached(on, "aws_iam_group_policy_attachment", "group", &["name"]);
    inline.chain(attached.flat_map(|a| scene.facts.targets(a, "policy_arn"))).collect()
}

/// The policies that are attached to a user, with those that the user writes; a user with none is not asked.
fn of_user<'a>(on: &'a Resource, scene: &Scene<'a>) -> Result<Vec<&'a Resource>, Verdict> {
    let attachments = scene.facts.attached(on, "aws_iam_user_policy_attachment", "user", &["name"]);
    let attachments: Vec<&Resource> = attachments.collect();
    let targets = |a: &&'a Resource| scene.facts.targets(a, "policy_arn").collect::<Vec<_>>();
    // A policy of AWS asks for nothing; one that is written elsewhere may.
    let of_aws = |a: &Resource| {
        a.at("policy_arn").str().is_some_and(|arn| arn.starts_with("arn:aws:iam::aws:policy/"))
    };
    if let Some(open) = attachments.iter().find(|a| targets(a).is_empty() && !of_aws(a)) {
        return Err(Verdict::unknown(open.header, "the policy is not in the files"));
    }
    if attachments.is_empty() {
        return Err(Verdict::NotApplicable);
    }
    let own = scene.facts.attached(on, "aws_iam_user_policy", "user", &["name"]);
    Ok(own.chain(attachments.iter().flat_map(targets)).collect())
}

/// Denies without a second factor, or allows with one only.
fn asks(statement: &Statement<'_>) -> bool {
    statement.conditions.iter().any(|c| {
        let value = |v: &str| c.values.known.iter().any(|t| t.text.eq_ignore_ascii_case(v));
        let key = c.key.eq_ignore_ascii_case("aws:MultiFactorAuthPresent");
        let age = c.key.eq_ignore_ascii_case("aws:MultiFactorAuthAge");
        key && (statement.effect == Effect::Deny && value("false")
            || statement.effect == Effect::Allow && value("true"))
            || age
    })
}
