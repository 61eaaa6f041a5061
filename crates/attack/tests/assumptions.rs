//! Any one pod is one pod: what takes two of them at once is no way.

mod support;

use std::fmt::Write as _;

use ringfort_attack::{Answers, Ask};
use ringfort_vocab::attack::Exposure;
use support::{Estate, hops, state};

/// Rewriting role `metrics` and being bound to what gathers it: the two halves of R13, given to two accounts.
fn halves(rewriter: &str, viewer: &str) -> String {
    format!(
        "
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {{name: metrics, labels: {{rbac.authorization.k8s.io/aggregate-to-view: 'true'}}}}
rules: [{{apiGroups: [metrics.k8s.io], resources: [pods], verbs: [get]}}]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {{name: rewriter}}
rules:
  - apiGroups: [rbac.authorization.k8s.io]
    resources: [clusterroles]
    resourceNames: [metrics]
    verbs: [patch, escalate]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {{name: rewriter}}
roleRef: {{apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: rewriter}}
subjects: [{{kind: ServiceAccount, name: {rewriter}, namespace: shop}}]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {{name: viewer, namespace: data}}
roleRef: {{apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view}}
subjects: [{{kind: ServiceAccount, name: {viewer}, namespace: shop}}]
"
    )
}

fn pod(name: &str, account: &str) -> String {
    format!(
        "
---
apiVersion: v1
kind: Pod
metadata: {{name: {name}, namespace: shop}}
spec:
  serviceAccountName: {account}
  automountServiceAccountToken: true
  containers: [{{name: main, image: 'registry.example/{name}:1'}}]
"
    )
}

/// `count` pods with rights to nothing, before any other.
fn crowd(count: usize) -> String {
    (0..count).fold(String::new(), |mut all, i| {
        let _ = write!(all, "{}", pod(&format!("a{i}"), "none"));
        all
    })
}

/// From `entry`, with images that a scan found nothing in: no pod leads to another.
fn from(entry: &str, manifests: &str) -> Answers {
    Estate::manifests(manifests).attack(&Ask {
        entries: vec![entry.to_owned()],
        with: vec!["container/image-vulnerability-scanning".to_owned()],
        ..Ask::default()
    })
}

#[test]
fn two_pods_at_once_are_no_way() {
    let two = || pod("one", "first") + &pod("two", "second");
    let table = [
        (halves("first", "second") + &two(), Exposure::Closed),
        (halves("first", "first") + &two(), Exposure::Possible),
        // One pod among many, whichever its number.
        (halves("first", "second") + &crowd(70) + &two(), Exposure::Closed),
        (halves("second", "second") + &crowd(70) + &two(), Exposure::Possible),
    ];
    for (manifests, expected) in table {
        let answers = from("A7", &manifests);
        assert_eq!(state(&answers, "G11"), expected, "{:?}\n{manifests}", hops(&answers, "G11"));
        let cell = answers.matrix.iter().find(|c| c.goal == "G11").expect("a cell");
        let several = cell.note.as_deref().is_some_and(|n| n.contains("several of them at once"));
        assert_eq!(several, expected == Exposure::Closed, "{:?}", cell.note);
    }
}

#[test]
fn the_plan_spends_nothing_on_two_pods_at_once() {
    let admin = "
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: second-admin, namespace: data}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: cluster-admin}
subjects: [{kind: ServiceAccount, name: second, namespace: shop}]
";
    let pods = pod("one", "first") + &pod("two", "second");
    let answers = from("A7", &(halves("first", "second") + &pods + admin));
    assert_eq!(hops(&answers, "G11"), ["A7", "I01", "R01"]);
    let cut = answers.cuts.iter().find(|c| c.goal == "G11").expect("a cut");
    assert!(cut.proved);
    let targets: Vec<&str> = cut.decisions.iter().map(|d| &*d.target).collect();
    assert_eq!(targets, ["Pod/shop/two"]);
    // No way that is told makes two assumptions.
    for path in &answers.paths {
        assert_eq!(path.steps.iter().filter(|s| s.technique == "A7").count(), 1);
    }
}

#[test]
fn one_token_and_one_namespace_are_one_too() {
    let manifests = halves("first", "second") + &pod("one", "none");
    assert_eq!(state(&from("A6", &manifests), "G11"), Exposure::Closed);
    let both = halves("first", "first") + &pod("one", "none");
    assert_eq!(state(&from("A6", &both), "G11"), Exposure::Possible);
}
