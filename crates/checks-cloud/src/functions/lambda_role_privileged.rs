//! Function runs with rights to take over the account.

use ringfort_check::facts::cloud::iam::Statement;
use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Span, Verdict};

use crate::support::identity;

/// Function runs with rights to take over the account.
pub struct LambdaRolePrivileged;

impl Check for LambdaRolePrivileged {
    const META: Meta = Meta::new(
        "cloud/lambda-role-privileged",
        "Function runs with rights to take over the account",
        "cloud/iam-least-privilege",
        Severity::High,
    )
    .frameworks(&["MITRE-T1078.004"])
    .aliases(&["1b3af2f9-af8c-4dfc-a0f1-a03adb70deb2"]);
    const TYPES: &'static [&'static str] = &["aws_lambda_function"];
    type On = Resource;

    fn run(on: &Resource, scene: &Scene<'_>) -> Verdict {
        let roles: Vec<&Resource> =
            scene.facts.targets(on, "role").filter(|r| &*r.kind == "aws_iam_role").collect();
        if roles.is_empty() {
            return Verdict::unknown(on.at("role").span(), "the role is not in what was read");
        }
        let verdicts = roles.iter().map(|role| holder(on, role, scene));
        verdicts.fold(Verdict::NotApplicable, Verdict::and)
    }
}

/// Managed policies that amount to the account.
const MANAGED: [&str; 4] =
    ["AdministratorAccess", "IAMFullAccess", "PowerUserAccess", "AWSLambda_FullAccess"];

/// Actions with which a principal that holds them everywhere gains any right.
const RAISING: [&str; 10] = [
    "iam:PassRole",
    "iam:CreatePolicyVersion",
    "iam:SetDefaultPolicyVersion",
    "iam:AttachRolePolicy",
    "iam:AttachUserPolicy",
    "iam:PutRolePolicy",
    "iam:PutUserPolicy",
    "iam:CreateAccessKey",
    "iam:UpdateAssumeRolePolicy",
    "lambda:UpdateFunctionCode",
];

/// What `role` lets the function `on` do.
fn holder(on: &Resource, role: &Resource, scene: &Scene<'_>) -> Verdict {
    let at = on.at("role").span();
    let name = format!("aws_iam_role.{}", role.name);
    let managed = scene.facts.managed_policies_of(role);
    if let Some(held) = managed.iter().find(|a| MANAGED.contains(&a.name())) {
        let message = format!("function `{}` runs with {}", on.name, held.name());
        return Verdict::fail(Failure::new(at, message).related_to(held.span, "attached", name));
    }
    let policies = scene.facts.policies_of(role);
    let mut open = None;
    for (_, policy) in &policies {
        open = open.or(policy.unknown);
        for statement in policy.allows() {
            if let Some((what, span)) = raising(statement) {
                let message = format!("function `{}` may {what} on every resource", on.name);
                return Verdict::fail(Failure::new(at, message).related_to(span, "granted", name));
            }
            open = open.or(statement.actions.undecided()).or(statement.resources.undecided());
        }
    }
    match open {
        Some((span, cause)) => Verdict::unknown(span, cause.to_owned()),
        None => Verdict::pass(role.header, "the role of the function cannot raise its rights"),
    }
}

/// Where a statement grants everything, or an action that raises rights, on every resource.
fn raising(statement: &Statement<'_>) -> Option<(&'static str, Span)> {
    statement.every_resource()?;
    let everything = statement.every_action().map(|span| ("do everything", span));
    everything.or_else(|| identity::granted_everywhere(statement, &RAISING).first().copied())
}
