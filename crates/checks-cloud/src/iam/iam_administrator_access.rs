//! `AdministratorAccess` is attached.

use ringfort_check::facts::cloud::roles;
use ringfort_check::model::cloud::Resource;
use ringfort_check::{At, Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::declared;

/// `AdministratorAccess` is attached.
pub struct IamAdministratorAccess;

impl Check for IamAdministratorAccess {
    const META: Meta = Meta::new(
        "cloud/iam-administrator-access",
        "AdministratorAccess is attached",
        "cloud/iam-least-privilege",
        Severity::Critical,
    )
    .gate()
    .frameworks(&["CIS-AWS-2.14", "OWASP-K8s-2025-K08", "MITRE-T1098.003"])
    .aliases(&["CKV_AWS_274", "CKV_AWS_275", "IAM_ROLE_ADMINISTRATOR_ACCESS_POLICY_RULE"]);
    const TYPES: &'static [&'static str] = &[
        "aws_iam_role",
        "aws_iam_role_policy_attachment",
        "aws_iam_role_policy_attachments_exclusive",
        "aws_iam_user_policy_attachment",
        "aws_iam_group_policy_attachment",
        "aws_iam_policy_attachment",
        "aws_ssoadmin_managed_policy_attachment",
        "data.aws_iam_policy",
    ];
    type On = Resource;

    fn run(on: &Resource, scene: &Scene<'_>) -> Verdict {
        if &*on.kind == "aws_iam_role" && on.at("managed_policy_arns").is_absent() {
            return Verdict::NotApplicable;
        }
        if &*on.kind == "data.aws_iam_policy" {
            return looked_up(on);
        }
        let principals = scene.facts.principals_of(on);
        if declared::is_break_glass(scene, &principals) {
            return Verdict::pass(on.header, "belongs to a declared break-glass role");
        }
        let admin = roles::attachments(on).into_iter().find(|a| is_administrator(a.name()));
        match admin {
            Some(a) => {
                let who = principals.first().map_or(&*on.name, String::as_str);
                let message =
                    format!("`{who}` holds {}: it may do everything in the account", a.name());
                Verdict::fail(Failure::new(a.span, message))
            }
            None => undecided(on)
                .unwrap_or_else(|| Verdict::pass(on.header, "attaches no administrator policy")),
        }
    }
}

/// A look-up of the policy, by name or ARN, is there to be attached.
fn looked_up(on: &Resource) -> Verdict {
    let at = ["arn", "name"].map(|path| on.at(path)).into_iter().find(|at| at.str().is_some());
    match at.and_then(|at| Some((at, at.str()?))) {
        Some((at, text)) if is_administrator(text.rsplit('/').next().unwrap_or(text)) => {
            let message = format!("`{}` looks up {text}, to hand it out", on.name);
            Verdict::fail(Failure::new(at.span(), message))
        }
        _ => Verdict::NotApplicable,
    }
}

/// The managed policies of AWS that amount to everything: the second gives itself everything.
fn is_administrator(policy: &str) -> bool {
    matches!(policy, "AdministratorAccess" | "IAMFullAccess")
}

/// A policy of this estate is known after apply and judged by its own text; any other unknown is open.
fn undecided(on: &Resource) -> Option<Verdict> {
    match on.at("policy_arn") {
        At::Unknown(node) if !node.cause().starts_with("known after apply") => {
            Some(Verdict::unknown(node.span, node.cause().to_owned()))
        }
        _ => None,
    }
}
