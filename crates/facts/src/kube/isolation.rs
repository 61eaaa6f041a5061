//! Which NetworkPolicies select a pod, and what that leaves open.

use ringfort_model::kube::{Kube, NetworkPolicy, Object, Workload};

use super::share_namespace;

/// A direction of traffic.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Into the pod.
    Ingress,
    /// Out of the pod.
    Egress,
}

/// What selects a workload's pods in one direction. A pod that no policy selects is open; a pod that
/// one selects gets only what a policy allows (networking.k8s.io/v1, "isolated").
#[derive(Debug, Default)]
pub struct Isolation<'a> {
    /// The policies that select it and govern the direction.
    pub policies: Vec<&'a NetworkPolicy>,
    /// Policies that may select it: part of their selector is not known.
    pub perhaps: Vec<&'a NetworkPolicy>,
}

impl<'a> Isolation<'a> {
    /// The policies on `workload` in `direction`.
    pub fn of(kube: &'a Kube, workload: &Workload, direction: Direction) -> Self {
        let Some(object) = kube.object(workload.object) else { return Self::default() };
        let mut found = Self::default();
        for policy in &kube.policies {
            if !policy_governs(policy, direction) || !same_namespace(kube, policy, object) {
                continue;
            }
            match policy.pods.matches(&workload.labels) {
                Some(true) => found.policies.push(policy),
                None => found.perhaps.push(policy),
                Some(false) => {}
            }
        }
        found
    }

    /// Is the pod isolated: certainly (`Some(true)`), certainly not, or not known?
    pub fn is_isolated(&self) -> Option<bool> {
        match (self.policies.is_empty(), self.perhaps.is_empty()) {
            (false, _) => Some(true),
            (true, true) => Some(false),
            (true, false) => None,
        }
    }
}

fn policy_governs(policy: &NetworkPolicy, direction: Direction) -> bool {
    match direction {
        Direction::Ingress => policy.ingress.is_some(),
        Direction::Egress => policy.egress.is_some(),
    }
}

/// Policies act in their own namespace.
fn same_namespace(kube: &Kube, policy: &NetworkPolicy, object: &Object) -> bool {
    kube.object(policy.object).is_some_and(|p| share_namespace(p, object))
}
