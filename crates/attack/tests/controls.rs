//! No way is printed that a control in place stops, and the same way is there without it.

mod support;

use ringfort_vocab::attack::Exposure;
use support::{Estate, FLAW, hops, state};

const ADMIN: &str = "---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: web-admin}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: cluster-admin}
subjects: [{kind: ServiceAccount, name: web, namespace: shop}]
";

fn web(automount: bool) -> String {
    format!(
        "apiVersion: v1
kind: Namespace
metadata: {{name: shop}}
---
apiVersion: v1
kind: ServiceAccount
metadata: {{name: web, namespace: shop}}
---
apiVersion: v1
kind: Service
metadata: {{name: web, namespace: shop}}
spec: {{type: LoadBalancer, selector: {{app: web}}, ports: [{{port: 80}}]}}
---
apiVersion: v1
kind: Pod
metadata: {{name: web, namespace: shop, labels: {{app: web}}}}
spec:
  serviceAccountName: web
  automountServiceAccountToken: {automount}
  containers: [{{name: web, image: ghcr.io/shop/web:1.0, securityContext: {{runAsUser: 1000}}}}]
"
    )
}

#[test]
fn a_public_service_a_flaw_and_cluster_admin() {
    let manifests = web(true) + ADMIN;
    let mut files = vec![("k8s.yaml", manifests.as_str())];
    files.extend(FLAW);
    let found = Estate::new(&files).from("A0");
    assert_eq!(state(&found, "G1"), Exposure::Open);
    assert_eq!(hops(&found, "G1"), ["E01", "C01", "I01", "R01"]);
    let path = found.paths.iter().find(|p| p.goal == "G1");
    let bare = path.map(|p| p.steps.iter().filter(|s| s.evidence.is_empty()).count());
    assert_eq!(bare, Some(0), "every hop has evidence");
}

#[test]
fn each_control_in_place_stops_it() {
    let policy = "---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: deny, namespace: shop}
spec: {podSelector: {}, policyTypes: [Ingress]}
---
apiVersion: apps/v1
kind: DaemonSet
metadata: {name: cilium, namespace: kube-system}
spec:
  selector: {matchLabels: {k8s-app: cilium}}
  template:
    metadata: {labels: {k8s-app: cilium}}
    spec:
      containers: [{name: agent, image: \"quay.io/cilium/cilium:v1.18.0\"}]
";
    let table = [
        ("the token is not mounted", web(false) + ADMIN),
        ("no binding", web(true)),
        ("a policy that is enforced", web(true) + ADMIN + policy),
        ("no public door", (web(true) + ADMIN).replace("LoadBalancer", "ClusterIP")),
        (
            "named sources",
            (web(true) + ADMIN).replace(
                "type: LoadBalancer",
                "type: LoadBalancer, loadBalancerSourceRanges: [203.0.113.0/24]",
            ),
        ),
    ];
    for (control, manifests) in table {
        let mut files = vec![("k8s.yaml", manifests.as_str())];
        files.extend(FLAW);
        let found = Estate::new(&files).from("A0");
        assert_eq!(state(&found, "G1"), Exposure::Closed, "{control}: {:?}", hops(&found, "G1"));
    }
}

#[test]
fn proxies_of_a_mesh_enforce_what_its_policies_say() {
    let deny = "---
apiVersion: security.istio.io/v1
kind: AuthorizationPolicy
metadata: {name: nobody, namespace: shop}
spec: {}
";
    let strict = "---
apiVersion: security.istio.io/v1
kind: PeerAuthentication
metadata: {name: default, namespace: istio-system}
spec: {mtls: {mode: STRICT}}
";
    let meshed = |text: String| {
        text.replace("{name: shop}\n---", "{name: shop, labels: {istio-injection: enabled}}\n---")
    };
    let bare =
        |text: String| text.replace("{name: shop}\n---", "{name: shop, labels: {team: red}}\n---");
    let udp = |text: String| {
        text.replace(
            "{name: web, image",
            "{name: web, ports: [{containerPort: 53, protocol: UDP}], image",
        )
    };
    let all = |rest: &str| web(true) + ADMIN + rest;
    let table = [
        ("nobody is let in", meshed(all(deny)), Exposure::Closed),
        ("only pods of the mesh", meshed(all(strict)), Exposure::Closed),
        ("the pods have no proxy", bare(all(deny)), Exposure::Open),
        (
            "it is not known whether they have one",
            all(deny).replacen(
                "apiVersion: v1\nkind: Namespace\nmetadata: {name: shop}\n---\n",
                "",
                1,
            ),
            Exposure::Possible,
        ),
        (
            "requests are looked into",
            meshed(all(&deny.replace("{}", "{rules: [{to: [{operation: {methods: [GET]}}]}]}"))),
            Exposure::Open,
        ),
        ("a port of UDP goes past the proxy", udp(meshed(all(deny))), Exposure::Open),
    ];
    for (what, manifests, expected) in table {
        let mut files = vec![("k8s.yaml", manifests.as_str())];
        files.extend(FLAW);
        let found = Estate::new(&files).from("A0");
        assert_eq!(state(&found, "G1"), expected, "{what}: {:?}", hops(&found, "G1"));
    }
}

#[test]
fn a_policy_that_nothing_shows_to_be_enforced_leaves_a_doubt() {
    let policy = "---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: deny, namespace: shop}
spec: {podSelector: {}, policyTypes: [Ingress]}
";
    let manifests = web(true) + ADMIN + policy;
    let mut files = vec![("k8s.yaml", manifests.as_str())];
    files.extend(FLAW);
    let found = Estate::new(&files).from("A0");
    assert_eq!(state(&found, "G1"), Exposure::Possible);
    let path = found.paths.iter().find(|p| p.goal == "G1");
    let said = path.map(|p| p.unknowns.join(" ")).unwrap_or_default();
    assert!(said.contains("network plugin"), "{said}");
}

#[test]
fn a_public_privileged_pod_without_a_flaw_is_not_certain_from_the_internet() {
    let text = web(true)
        .replace("securityContext: {runAsUser: 1000}", "securityContext: {privileged: true}");
    let estate = Estate::manifests(&text);
    assert_eq!(state(&estate.from("A7"), "G2"), Exposure::Possible);
    assert_ne!(state(&estate.from("A0"), "G2"), Exposure::Open);
}

#[test]
fn a_private_pod_under_default_deny_reaches_nothing() {
    let text = "apiVersion: v1
kind: Pod
metadata: {name: quiet, namespace: shop}
spec:
  containers:
    - {name: main, image: registry.example/quiet:1, securityContext: {runAsUser: 1000}}
---
apiVersion: v1
kind: Namespace
metadata: {name: shop, labels: {pod-security.kubernetes.io/enforce: restricted}}
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: deny, namespace: shop}
spec: {podSelector: {}, policyTypes: [Ingress, Egress]}
---
apiVersion: operator.tigera.io/v1
kind: Installation
metadata: {name: default}
spec: {cni: {type: Calico}}
";
    let found = Estate::manifests(text).from("A7");
    let open: Vec<_> = found.matrix.iter().filter(|c| c.state != Exposure::Closed).collect();
    assert!(open.is_empty(), "{open:#?}");
}

#[test]
fn multi_hop_rights_to_a_secret() {
    let text = "apiVersion: v1
kind: Pod
metadata: {name: web, namespace: shop}
spec:
  serviceAccountName: web
  automountServiceAccountToken: true
  containers: [{name: main, image: registry.example/web:1, securityContext: {runAsUser: 1000}}]
---
apiVersion: v1
kind: Pod
metadata: {name: jobs, namespace: shop}
spec:
  serviceAccountName: jobs
  automountServiceAccountToken: true
  containers: [{name: main, image: registry.example/jobs:1, securityContext: {runAsUser: 1000}}]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: exec, namespace: shop}
rules: [{apiGroups: [\"\"], resources: [pods/exec], verbs: [create]}]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: exec, namespace: shop}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: exec}
subjects: [{kind: ServiceAccount, name: web, namespace: shop}]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: secrets}
rules: [{apiGroups: [\"\"], resources: [secrets], verbs: [get, list]}]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: secrets}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: secrets}
subjects: [{kind: ServiceAccount, name: jobs, namespace: shop}]
";
    let found = Estate::manifests(text).from("A7");
    assert_eq!(state(&found, "G6"), Exposure::Possible);
    let ways: Vec<_> =
        found.paths.iter().filter(|p| p.goal == "G6").map(support::techniques).collect();
    // The easiest begins in `jobs` itself; from `web` it takes the detour over exec.
    assert_eq!(ways.first().map(Vec::as_slice), Some(&["A7", "I01", "R07"][..]), "{ways:?}");
}
