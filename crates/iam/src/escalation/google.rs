//! P09: permissions of Google Cloud that lead to another account or to more rights.

use super::{Escalation, From, Gain, open};
use crate::Iam;
use crate::decision::Decision;
use crate::google::Google;
use crate::principal::{Cloud, Principal, PrincipalKind};

/// Permissions on a service account that let one act as it.
const ACCOUNT: &[&str] = &[
    "iam.serviceAccounts.getAccessToken",
    "iam.serviceAccountKeys.create",
    "iam.serviceAccounts.signBlob",
    "iam.serviceAccounts.signJwt",
    "iam.serviceAccounts.implicitDelegation",
    "iam.serviceAccounts.setIamPolicy",
];

/// Permissions that start code under a service account, next to `iam.serviceAccounts.actAs` on it.
const NEW: &[&str] = &[
    "compute.instances.create",
    "cloudfunctions.functions.create",
    "cloudfunctions.functions.update",
    "run.services.create",
    "run.services.update",
    "run.jobs.create",
    "dataproc.clusters.create",
    "dataflow.jobs.create",
    "composer.environments.create",
    "cloudscheduler.jobs.create",
    "workflows.workflows.create",
    "notebooks.instances.create",
    "aiplatform.customJobs.create",
    "cloudbuild.builds.create",
    "appengine.versions.create",
];

/// Permissions on compute that put code into it: its type, the permission.
const OLD: &[(&str, &str)] = &[
    ("google_compute_instance", "compute.instances.setMetadata"),
    ("google_compute_instance", "compute.instances.osAdminLogin"),
    ("google_compute_instance", "compute.projects.setCommonInstanceMetadata"),
    ("google_notebooks_instance", "notebooks.instances.setIamPolicy"),
];

/// Permissions that rewrite rights: at a project or above everything.
const POLICY: &[&str] = &[
    "resourcemanager.projects.setIamPolicy",
    "resourcemanager.folders.setIamPolicy",
    "resourcemanager.organizations.setIamPolicy",
];

/// Permissions that give a right of their own, somewhere.
const RIGHTS: &[(&str, &str)] = &[
    ("iam.roles.update", "whatever custom roles that it holds are made to allow"),
    ("orgpolicy.policy.set", "lift constraints of the organisation"),
    ("deploymentmanager.deployments.create", "what the service agent of Deployment Manager may do"),
    ("storage.hmacKeys.create", "keys for the storage of a service account"),
];

pub(super) fn ways(iam: &Iam) -> Vec<Escalation> {
    let mut out = vec![];
    for principal in
        iam.principals().iter().filter(|p| p.cloud == Cloud::Google && Google::acts(p.kind))
    {
        if iam.google.grants_of(principal).is_empty() {
            continue;
        }
        for way in POLICY {
            push(&mut out, principal, way, Gain::Admin, iam.google.decide_wide(principal, way));
        }
        for (way, right) in RIGHTS {
            let decision = iam.google.decide(principal, &principal.root, way, None);
            push(&mut out, principal, way, Gain::Right((*right).to_owned()), decision);
        }
        accounts(iam, principal, &mut out);
        compute(iam, principal, &mut out);
    }
    out.extend(super::tokens(&iam.google.federated, "sts.googleapis.com/v1/token"));
    out
}

fn push(
    out: &mut Vec<Escalation>,
    principal: &Principal,
    way: &'static str,
    gain: Gain,
    decision: Decision,
) {
    if let Some((certainty, evidence)) = open(decision) {
        out.push(Escalation {
            id: "P09",
            way,
            from: From::Principal(principal.id),
            gain,
            certainty,
            evidence,
        });
    }
}

fn accounts(iam: &Iam, principal: &Principal, out: &mut Vec<Escalation>) {
    let declared = iam
        .principals()
        .iter()
        .filter(|p| p.kind == PrincipalKind::ServiceAccount && p.resource.is_some());
    for account in declared.filter(|a| a.id != principal.id) {
        let ask =
            |action| iam.google.decide(principal, &account.root, action, Some(&account.address));
        for way in ACCOUNT {
            push(out, principal, way, Gain::Principal(account.id), ask(way));
        }
        let acts = ask("iam.serviceAccounts.actAs");
        if acts.is_denied() {
            continue;
        }
        for way in NEW {
            let decision =
                acts.clone().and(|| iam.google.decide(principal, &account.root, way, None));
            push(out, principal, way, Gain::Principal(account.id), decision);
        }
    }
}

fn compute(iam: &Iam, principal: &Principal, out: &mut Vec<Escalation>) {
    for asset in iam.google.assets.iter().filter(|a| !a.accounts.is_empty()) {
        for (_, way) in OLD.iter().filter(|(kind, _)| *kind == &*asset.kind) {
            let decision = iam.google.decide(principal, &asset.root, way, Some(&asset.address));
            for account in
                asset.accounts.iter().filter(|a| **a != principal.id && decision.is_possible())
            {
                push(out, principal, way, Gain::Principal(*account), decision.clone());
            }
        }
    }
}
