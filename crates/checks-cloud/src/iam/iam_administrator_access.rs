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
    ];
    type On = Resource;

    fn run(on: &Resource, scene: &Scene<'_>) -> Verdict {
        if &*on.kind == "aws_iam_role" && on.at("managed_policy_arns").is_absent() {
            return Verdict::NotApplicable;
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
