//! P01 and P02: a principal changes its own rights, or becomes another one.

use super::{Certainty, Escalation, From, Gain, also, open, open_to};
use crate::Iam;
use crate::aws::Context;
use crate::principal::{Cloud, Principal, PrincipalKind};
use crate::tri::Tri;

const ADMIN_POLICY: &str = "arn:aws:iam::aws:policy/AdministratorAccess";

/// Changes of one's own rights: the kind of principal, the action.
const OWN: [(PrincipalKind, &str); 8] = [
    (PrincipalKind::Role, "iam:AttachRolePolicy"),
    (PrincipalKind::Role, "iam:PutRolePolicy"),
    (PrincipalKind::Role, "iam:DeleteRolePermissionsBoundary"),
    (PrincipalKind::Role, "iam:PutRolePermissionsBoundary"),
    (PrincipalKind::User, "iam:AttachUserPolicy"),
    (PrincipalKind::User, "iam:PutUserPolicy"),
    (PrincipalKind::User, "iam:DeleteUserPermissionsBoundary"),
    (PrincipalKind::User, "iam:PutUserPermissionsBoundary"),
];

/// Ways to become another principal: its kind, the action.
const OTHER: [(PrincipalKind, &str); 6] = [
    (PrincipalKind::User, "iam:CreateAccessKey"),
    (PrincipalKind::User, "iam:CreateLoginProfile"),
    (PrincipalKind::User, "iam:UpdateLoginProfile"),
    (PrincipalKind::Role, "iam:UpdateAssumeRolePolicy"),
    (PrincipalKind::Role, "sts:AssumeRole"),
    (PrincipalKind::Group, "iam:AddUserToGroup"),
];

pub(super) fn ways(iam: &Iam) -> Vec<Escalation> {
    let actors = iam.principals().iter().filter(|p| p.cloud == Cloud::Aws);
    let mut out = vec![];
    for principal in actors.filter(|p| acts(p)) {
        own(iam, principal, &mut out);
        policies(iam, principal, &mut out);
        groups(iam, principal, &mut out);
        others(iam, principal, &mut out);
    }
    out
}

/// May somebody act as it: not a group, not a service's own role?
pub(super) fn acts(principal: &Principal) -> bool {
    let kind = matches!(
        principal.kind,
        PrincipalKind::Role
            | PrincipalKind::User
            | PrincipalKind::Session
            | PrincipalKind::External
    );
    kind && !crate::aws::is_service_linked(principal)
}

fn own(iam: &Iam, principal: &Principal, out: &mut Vec<Escalation>) {
    let context = Context::new().with("iam:PolicyARN", ADMIN_POLICY);
    for (_, way) in OWN.iter().filter(|(kind, _)| *kind == principal.kind) {
        let boundary = way.contains("PermissionsBoundary");
        let limit = iam.aws.boundary_of(principal.id);
        if boundary && limit.is_none() {
            continue;
        }
        let context = if limit.is_none() {
            context.clone().without("iam:PermissionsBoundary")
        } else {
            context.clone()
        };
        let decision = iam.can_with(principal.id, way, Some(&principal.address), &context);
        let Some((certainty, evidence)) = open(decision) else { continue };
        // What a boundary leaves out is not gained by a policy.
        let gain = match (boundary, limit) {
            (true, _) => Gain::Right("act without its permission boundary".to_owned()),
            (false, Some(_)) => {
                Gain::Right("everything that its permission boundary allows".to_owned())
            }
            (false, None) => Gain::Admin,
        };
        out.push(Escalation {
            id: "P01",
            way,
            from: From::Principal(principal.id),
            gain,
            certainty,
            evidence,
        });
    }
}

/// New versions of the policies that the principal holds.
fn policies(iam: &Iam, principal: &Principal, out: &mut Vec<Escalation>) {
    let boundary = iam.aws.boundary_of(principal.id).is_some();
    for index in iam.aws.customer_policies_of(principal.id) {
        for way in ["iam:CreatePolicyVersion", "iam:SetDefaultPolicyVersion"] {
            let target = iam.aws.target_of(index, way);
            let decision = iam.aws.decide(principal, way, &target, &Context::new());
            let Some((certainty, evidence)) = open(decision) else { continue };
            let older = way == "iam:SetDefaultPolicyVersion";
            let sure = if older {
                Tri::unknown("what older versions of the policy allow is not known")
            } else {
                Tri::Yes
            };
            let Some(certainty) = also(certainty, sure) else { continue };
            let gain = match (older, boundary) {
                (true, _) => Gain::Right("what an older version of its policy allows".to_owned()),
                (false, true) => {
                    Gain::Right("everything that its permission boundary allows".to_owned())
                }
                (false, false) => Gain::Admin,
            };
            out.push(Escalation {
                id: "P01",
                way,
                from: From::Principal(principal.id),
                gain,
                certainty,
                evidence,
            });
        }
    }
}

/// Rights of the groups that a user is a member of.
fn groups(iam: &Iam, principal: &Principal, out: &mut Vec<Escalation>) {
    for group in iam.aws.groups_of(principal.id) {
        let Some(group) = iam.principal(*group) else { continue };
        for way in ["iam:AttachGroupPolicy", "iam:PutGroupPolicy"] {
            let context = Context::new().with("iam:PolicyARN", ADMIN_POLICY);
            let decision = iam.can_with(principal.id, way, Some(&group.address), &context);
            let Some((certainty, evidence)) = open(decision) else { continue };
            out.push(Escalation {
                id: "P01",
                way,
                from: From::Principal(principal.id),
                gain: Gain::Admin,
                certainty,
                evidence,
            });
        }
    }
}

fn others(iam: &Iam, principal: &Principal, out: &mut Vec<Escalation>) {
    let targets = iam.principals().iter().filter(|p| p.cloud == Cloud::Aws && p.id != principal.id);
    for other in targets.filter(|p| p.resource.is_some()) {
        for (_, way) in OTHER.iter().filter(|(kind, _)| *kind == other.kind) {
            if *way == "iam:AddUserToGroup" && principal.kind != PrincipalKind::User {
                continue;
            }
            let decision =
                iam.aws.decide(principal, way, &iam.aws.target_at(other, way), &Context::new());
            let Some((certainty, evidence)) = open_to(principal, &other.root, decision) else {
                continue;
            };
            let certainty = match (certainty, *way) {
                (Certainty::Certain, "iam:CreateLoginProfile" | "iam:UpdateLoginProfile") => {
                    Certainty::Possible(
                        "whether the user has a login profile is not known".to_owned(),
                    )
                }
                (certainty, _) => certainty,
            };
            let id = if *way == "iam:AddUserToGroup" { "P01" } else { "P02" };
            let gain = Gain::Principal(other.id);
            out.push(Escalation {
                id,
                way,
                from: From::Principal(principal.id),
                gain,
                certainty,
                evidence,
            });
        }
    }
}
