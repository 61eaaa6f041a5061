//! Who was given which role.

use ringfort_model::kube::{Binding, Kube, Role, Rule, Subject, SubjectKind, Workload};

use super::{KubeFacts, effective_namespace, namespace_of, rights};

/// The role that a grant gives.
#[derive(Clone, Copy, Debug)]
pub enum RoleRef<'a> {
    /// One that was read.
    Read(&'a Role),
    /// One that every cluster has (`cluster-admin`, `admin`, `edit`, `view`, ...), by name.
    BuiltIn(&'a str),
    /// One that was not read: its rules are not known.
    Missing(&'a str),
}

impl RoleRef<'_> {
    /// The rules, if they are known.
    pub fn rules(&self) -> Option<Vec<Rule>> {
        match self {
            RoleRef::Read(role) if role.unknown => None,
            RoleRef::Read(role) => Some(role.rules.clone()),
            RoleRef::BuiltIn(name) => rights::built_in(name),
            RoleRef::Missing(_) => None,
        }
    }
}

/// One grant: a binding gives a subject a role.
#[derive(Clone, Copy, Debug)]
pub struct Grant<'a> {
    /// The binding.
    pub binding: &'a Binding,
    /// The subject of the binding that applies.
    pub subject: &'a Subject,
    /// What it gives.
    pub role: RoleRef<'a>,
}

impl KubeFacts {
    /// The role of `binding`.
    pub fn role_ref<'a>(&self, kube: &'a Kube, binding: &'a Binding) -> RoleRef<'a> {
        match self.role_of_binding(kube, binding) {
            Some(role) => RoleRef::Read(role),
            None if binding.role_is_cluster && rights::is_built_in(&binding.role) => {
                RoleRef::BuiltIn(&binding.role)
            }
            None => RoleRef::Missing(&binding.role),
        }
    }

    /// What the ServiceAccount `namespace/name` was given, its implied groups included
    /// (`system:serviceaccounts`, `system:serviceaccounts:NS`, `system:authenticated`).
    pub fn grants_of_account<'a>(
        &self,
        kube: &'a Kube,
        namespace: &str,
        name: &str,
    ) -> Vec<Grant<'a>> {
        let namespace = effective_namespace(namespace);
        let group = format!("system:serviceaccounts:{namespace}");
        let user = format!("system:serviceaccount:{namespace}:{name}");
        self.grants(kube, |s| match s.kind {
            SubjectKind::ServiceAccount => {
                effective_namespace(&s.namespace) == namespace && *s.name == *name
            }
            SubjectKind::User => *s.name == *user,
            SubjectKind::Group => {
                *s.name == *group
                    || matches!(&*s.name, "system:serviceaccounts" | "system:authenticated")
            }
        })
    }

    /// What the pods of `workload` may use: the grants of their ServiceAccount. Empty if its name is not known.
    pub fn grants_of_workload<'a>(&self, kube: &'a Kube, workload: &Workload) -> Vec<Grant<'a>> {
        let Some(object) = kube.object(workload.object) else { return vec![] };
        let Some(name) = workload.pod.service_account.known() else { return vec![] };
        let grants = self.grants_of_account(kube, namespace_of(object), name);
        let sees = |g: &Grant<'_>| kube.object(g.binding.object).is_some_and(|o| o.sees(object));
        grants.into_iter().filter(sees).collect()
    }

    /// The grants whose subject satisfies `wanted`.
    pub fn grants<'a>(&self, kube: &'a Kube, wanted: impl Fn(&Subject) -> bool) -> Vec<Grant<'a>> {
        let mut grants = vec![];
        for binding in &kube.bindings {
            for subject in binding.subjects.iter().filter(|s| wanted(s)) {
                grants.push(Grant { binding, subject, role: self.role_ref(kube, binding) });
            }
        }
        grants
    }
}
