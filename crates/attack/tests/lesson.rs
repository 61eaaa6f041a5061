//! The lesson's own cases.

mod support;

use ringfort_attack::Ask;
use ringfort_vocab::Layer;
use ringfort_vocab::attack::Exposure;
use support::{Estate, hops, state};

const CLUSTER: &str = "resource \"aws_eks_cluster\" \"main\" {
  name     = \"main\"
  role_arn = \"arn:aws:iam::123456789012:role/eks\"
  vpc_config {
    subnet_ids             = [\"subnet-1\"]
    endpoint_public_access = true
  }
}
";

const BINDING: &str = "apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: open}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: cluster-admin}
subjects: [{kind: User, name: \"system:anonymous\", apiGroup: rbac.authorization.k8s.io}]
---
apiVersion: v1
kind: Namespace
metadata: {name: shop}
";

fn dero(ask: Ask) -> ringfort_attack::Answers {
    Estate::new(&[("main.tf", CLUSTER), ("k8s.yaml", BINDING)]).attack(&ask)
}

#[test]
fn dero_never_touches_a_container_or_a_line_of_code() {
    let found = dero(Ask { entries: vec!["A0".to_owned()], ..Ask::default() });
    assert_eq!(state(&found, "G7"), Exposure::Open);
    let path = found.paths.iter().find(|p| p.goal == "G7" && p.rank == 0);
    let layers: Vec<Layer> =
        path.map_or_else(Vec::new, |p| p.steps.iter().map(|s| s.layer).collect());
    assert!(!layers.is_empty() && layers.iter().all(|l| *l <= Layer::Cluster), "{layers:?}");
    let hops = hops(&found, "G7");
    assert_eq!(hops.get(..2), Some(&["E07", "E08"][..]), "{hops:?}");
}

#[test]
fn dero_is_closed_by_the_outer_layers_alone() {
    let table = [
        (vec!["container", "code"], Exposure::Open),
        (vec!["cluster/anonymous-auth-disabled"], Exposure::Closed),
        (vec!["cloud/private-control-plane-endpoint"], Exposure::Closed),
    ];
    for (with, expected) in table {
        let with: Vec<String> = with.iter().map(|c| (*c).to_owned()).collect();
        let ask = Ask { entries: vec!["A0".to_owned()], with: with.clone(), ..Ask::default() };
        assert_eq!(state(&dero(ask), "G7"), expected, "with {with:?}");
    }
}

/// Scanned image, non-root, validated inputs; no RBAC, no NetworkPolicies.
const TASK_API: &str = "apiVersion: v1
kind: Namespace
metadata: {name: tasks, labels: {pod-security.kubernetes.io/enforce: restricted}}
---
apiVersion: v1
kind: Pod
metadata: {name: task-api, namespace: tasks, labels: {app: task-api}}
spec:
  containers: [{name: api, image: ghcr.io/tasks/api:1.0, securityContext: {runAsUser: 1000}}]
---
apiVersion: v1
kind: Pod
metadata: {name: cache, namespace: tasks, labels: {app: cache}}
spec:
  containers: [{name: redis, image: docker.io/library/redis:8, securityContext: {runAsUser: 1000}}]
";

#[test]
fn the_first_prompt_network_is_open_and_the_api_needs_a_binding() {
    let found = Estate::manifests(TASK_API).from("A7");
    // The flat network leads to the store; a default ServiceAccount leads nowhere in the API.
    assert_eq!(hops(&found, "G5"), ["A7", "C10", "E13"]);
    assert_eq!(state(&found, "G1"), Exposure::Closed);
    let cut = found.cuts.iter().find(|c| c.goal == "G5");
    let first = cut.and_then(|c| c.decisions.first()).map(|d| d.layer);
    assert_eq!(first, Some(Layer::Cluster), "Cluster first: {cut:?}");
    let bound = TASK_API.to_owned()
        + &BINDING.replace(
            "User, name: \"system:anonymous\", apiGroup: rbac.authorization.k8s.io",
            "ServiceAccount, name: default, namespace: tasks",
        );
    let found = Estate::manifests(&bound).from("A7");
    assert_eq!(hops(&found, "G1"), ["A7", "I01", "R01"]);
}

/// The leaky bucket: a control taken away, and the attack that flows then.
#[test]
fn water_flows_where_a_control_is_taken_away() {
    let deny = "---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: deny, namespace: tasks}
spec: {podSelector: {}, policyTypes: [Ingress, Egress]}
---
apiVersion: operator.tigera.io/v1
kind: Installation
metadata: {name: default}
spec: {cni: {type: Calico}}
";
    let escape = TASK_API.replace(
        "image: docker.io/library/redis:8, securityContext: {runAsUser: 1000}",
        "image: docker.io/library/redis:8, securityContext: {privileged: true}",
    );
    let table = [
        (
            "pod-to-pod attack",
            TASK_API.to_owned() + deny,
            "cluster/network-policy-default-deny,cluster/network-policy-egress",
            "A7",
            "G5",
        ),
        ("container escape", escape + deny, "cluster/pod-security-admission", "A7", "G2"),
    ];
    for (row, text, without, entry, goal) in table {
        let estate = Estate::manifests(&text);
        let ask = |without: &str| Ask {
            entries: vec![entry.to_owned()],
            without: without.split(',').filter(|c| !c.is_empty()).map(str::to_owned).collect(),
            ..Ask::default()
        };
        assert_eq!(state(&estate.attack(&ask("")), goal), Exposure::Closed, "{row}: tight");
        assert_ne!(state(&estate.attack(&ask(without)), goal), Exposure::Closed, "{row}: leaking");
    }
}

#[test]
fn load_bearing_controls_are_those_that_hold_alone() {
    let server = "---
apiVersion: v1
kind: Pod
metadata: {name: kube-apiserver, namespace: kube-system, labels: {component: kube-apiserver}}
spec:
  containers:
    - name: kube-apiserver
      image: registry.k8s.io/kube-apiserver:v1.34.0
      command: [kube-apiserver, --anonymous-auth=false, \"--authorization-mode=Node,RBAC\"]
";
    let manifests = BINDING.to_owned() + server;
    let found = Estate::new(&[("main.tf", CLUSTER), ("k8s.yaml", &manifests)]).from("A0");
    assert_eq!(state(&found, "G1"), Exposure::Closed);
    let bearing: Vec<&str> = found.load_bearing.iter().map(|l| l.control.as_str()).collect();
    assert_eq!(bearing, ["cluster/anonymous-auth-disabled"]);
}
