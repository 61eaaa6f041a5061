//! Administrator roles on workloads.

use ringfort_check::facts::kube::{RoleRef, effective_namespace, namespace_of, rights};
use ringfort_check::model::kube::{Binding, Object, ObjectId, Rule, Subject, SubjectKind};
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::{operators, powers, rbac};

/// How many workloads a finding names.
const NAMED: usize = 8;

/// A ServiceAccount of an application holds the built-in admin or edit role, or a workload runs with rights that lead
/// to the whole cluster.
pub struct WorkloadAdminBinding;

impl Check for WorkloadAdminBinding {
    const META: Meta = Meta::new(
        "cluster/workload-admin-binding",
        "ServiceAccount holds an administrator role",
        "cluster/rbac-least-privilege",
        Severity::High,
    )
    .frameworks(&["OWASP-K8s-2025-K02", "MS-M9003"])
    .aliases(&["C-0267", "C-0272"]);
    type On = Binding;

    fn run(on: &Binding, scene: &Scene<'_>) -> Verdict {
        let excess =
            |s: &&Subject| s.kind == SubjectKind::ServiceAccount && !rbac::is_platform(scene, s);
        let accounts: Vec<_> = on.subjects.iter().filter(excess).collect();
        let Some(strength) = strength(on, scene) else { return Verdict::NotApplicable };
        let failures = accounts.iter().filter_map(|s| failure(on, s, strength, scene)).collect();
        Verdict::of(failures, on.role_span, "given to no ServiceAccount of an application")
    }
}

/// How strong a role is.
#[derive(Clone, Copy, PartialEq)]
enum Strength {
    /// One of the built-in roles that are made for people.
    Owner,
    /// Every right.
    Everything,
    /// Rights over the whole cluster that lead to every right.
    Takeover,
}

fn strength(binding: &Binding, scene: &Scene<'_>) -> Option<Strength> {
    let kube = &scene.facts.model.kube;
    let known = |o: ObjectId| kube.object(o).is_some_and(operators::is_known);
    if known(binding.object) {
        return None;
    }
    match scene.facts.kube.role_ref(kube, binding) {
        RoleRef::BuiltIn("admin" | "edit") => Some(Strength::Owner),
        RoleRef::BuiltIn("cluster-admin") => Some(Strength::Everything),
        RoleRef::Read(role) if known(role.object) => None,
        RoleRef::Read(role) if role.rules.iter().any(rights::is_everything) => {
            Some(Strength::Everything)
        }
        RoleRef::Read(role) if binding.cluster && role.rules.iter().any(takes_over) => {
            Some(Strength::Takeover)
        }
        _ => None,
    }
}

/// Does the rule read Secrets, start or change pods, or hand out other rights?
fn takes_over(rule: &Rule) -> bool {
    let may = |verb: &str, group: &str, resource: &str| rights::allows(rule, verb, group, resource);
    let any = |verbs: &[&str], group: &str, resource: &str| {
        verbs.iter().any(|verb| may(verb, group, resource))
    };
    any(&["get", "list", "watch"], "", "secrets")
        || powers::WORKLOADS.iter().any(|(g, r)| any(&["create", "update", "patch"], g, r))
        || any(&["create", "get"], "", "pods/exec")
        || may("impersonate", "", "users")
        || may("create", "", "serviceaccounts/token")
        || ["clusterroles", "roles", "clusterrolebindings", "rolebindings"]
            .iter()
            .any(|r| any(&["escalate", "bind"], "rbac.authorization.k8s.io", r))
}

/// A failure names the workloads that run as the account; beyond the built-in roles only they make one.
fn failure(on: &Binding, s: &Subject, strength: Strength, scene: &Scene<'_>) -> Option<Failure> {
    let workloads = runs_as(s, scene);
    if workloads.is_empty() && strength != Strength::Owner {
        return None;
    }
    let (account, namespace, role) = (&s.name, &s.namespace, &on.role);
    let what = match strength {
        Strength::Owner => {
            format!("holds the built-in role `{role}`: it reads Secrets and starts pods")
        }
        Strength::Everything => format!("holds every right by `{role}`"),
        Strength::Takeover => format!("can take over the cluster by `{role}`"),
    };
    let message = format!("ServiceAccount `{account}` of `{namespace}` {what}");
    let failure = Failure::new(s.span, message).key(s.resource()).related(on.role_span, "the role");
    let named = workloads.into_iter().take(NAMED);
    Some(named.fold(failure, |f, o| f.related_to(o.head, "runs as it", o.resource.to_string())))
}

/// The workloads that run as the account.
fn runs_as<'a>(account: &Subject, scene: &Scene<'a>) -> Vec<&'a Object> {
    let kube = &scene.facts.model.kube;
    let own = kube
        .workloads
        .iter()
        .filter(|w| w.pod.service_account.known().is_some_and(|name| **name == *account.name));
    let objects = own.filter_map(|w| scene.facts.object(w));
    objects.filter(|o| namespace_of(o) == effective_namespace(&account.namespace)).collect()
}
