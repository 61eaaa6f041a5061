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
    const TYPES: &'static [&'static str] = &["aws_iam_group", "aws_iam_user_policy"];
    type On = Resource;

    fn run(on: &Resource, scene: &Scene<'_>) -> Verdict {
        let policies: Vec<&Resource> = match &*on.kind {
            "aws_iam_group" => of_group(on, scene),
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
