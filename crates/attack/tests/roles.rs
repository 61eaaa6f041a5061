//! Roles that bindings name and no file declares: those of Kubernetes and of well-known add-ons are known, all others are one
//! thing that is not known.

mod support;

use std::fmt::Write as _;

use ringfort_attack::Answers;
use ringfort_vocab::attack::Exposure;
use support::{Estate, hops, state};

/// Pods with tokens, whose ServiceAccounts are each bound to the role of the same row.
fn bound(roles: &[&str], entry: &str) -> Answers {
    let mut text = "apiVersion: v1\nkind: Namespace\nmetadata: {name: apps}\n".to_owned();
    for (i, role) in roles.iter().enumerate() {
        let _ = write!(
            text,
            "---
apiVersion: v1
kind: Pod
metadata: {{name: p{i}, namespace: apps}}
spec:
  serviceAccountName: a{i}
  automountServiceAccountToken: true
  containers: [{{name: main, image: \"registry.example/p:{i}\"}}]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {{name: b{i}}}
roleRef: {{apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: \"{role}\"}}
subjects: [{{kind: ServiceAccount, name: a{i}, namespace: apps}}]
"
        );
    }
    Estate::manifests(&text).from(entry)
}

#[test]
fn roles_of_kubernetes_and_of_addons_give_what_their_projects_publish() {
    let table: [(&str, &str, &[&str]); 8] = [
        ("argocd-application-controller", "G1", &["A7", "I01", "R01"]),
        ("kube-state-metrics", "G6", &["A7", "I01", "R07"]),
        ("kube-state-metrics", "G1", &[]),
        ("external-dns", "G6", &[]),
        ("cluster-autoscaler", "G1", &[]),
        ("system:controller:clusterrole-aggregation-controller", "G1", &["A7", "I01", "R12"]),
        ("system:auth-delegator", "G1", &[]),
        ("view", "G6", &[]),
    ];
    for (role, goal, expected) in table {
        let found = bound(&[role], "A7");
        assert_eq!(hops(&found, goal), expected, "{role} to {goal}");
        let mut ways = found.paths.iter().filter(|p| p.goal == goal);
        let said = ways.any(|p| p.unknowns.iter().any(|u| u.contains(role)));
        assert_eq!(
            said,
            !expected.is_empty() && !role.starts_with("system:"),
            "{role}: as its project publishes it"
        );
    }
}

#[test]
fn all_that_nobody_declares_is_one_decision() {
    let found = bound(&["deployer", "debug", "runner"], "A6");
    assert_eq!(state(&found, "G1"), Exposure::Possible);
    let cut = found.cuts.iter().find(|c| c.goal == "G1");
    let targets: Vec<&str> =
        cut.map_or_else(Vec::new, |c| c.decisions.iter().map(|d| d.target.as_str()).collect());
    assert_eq!(targets, ["roles that no file declares: debug, deployer, runner"]);
    let path = found.paths.iter().find(|p| p.goal == "G1");
    let said = path.map(|p| p.unknowns.join(" ")).unwrap_or_default();
    assert!(said.contains("no file declares it"), "{said}");
}

#[test]
fn a_binding_to_everything_is_deleted_once() {
    let found = bound(&["cluster-admin"], "A6");
    let cut = found.cuts.iter().find(|c| c.goal == "G2");
    let controls = cut.map_or(&[][..], |c| &c.controls[..]);
    assert_eq!(controls, ["cluster/cluster-admin-usage"]);
}
