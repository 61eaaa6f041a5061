//! How far credentials carry: those of nodes, of kubeconfigs, of OpenShift's accounts.

mod support;

use ringfort_vocab::attack::Exposure;
use support::{Estate, hops, state};

const AGENT: &str = "
apiVersion: apps/v1
kind: DaemonSet
metadata: {name: agent, namespace: ops}
spec:
  selector: {matchLabels: {app: agent}}
  template:
    metadata: {labels: {app: agent}}
    spec:
      serviceAccountName: agent
      automountServiceAccountToken: true
      containers: [{name: main, image: 'registry.example/agent:1'}]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: agent}
rules: [{apiGroups: [''], resources: [secrets], verbs: [list]}]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: agent}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: agent}
subjects: [{kind: ServiceAccount, name: agent, namespace: ops}]
";

const EKS: &str = "
resource \"aws_eks_cluster\" \"main\" {
  name     = \"main\"
  role_arn = \"arn:aws:iam::123456789012:role/cluster\"
  vpc_config {
    subnet_ids = [\"subnet-1\"]
  }
}
";

#[test]
fn any_node_gives_what_a_daemon_set_may() {
    let estate = Estate::new(&[("agent.yaml", AGENT), ("main.tf", EKS)]);
    let answers = estate.from("A11");
    assert_eq!(state(&answers, "G6"), Exposure::Open);
    assert_eq!(hops(&answers, "G6"), ["I10", "R07"]);
    // The provider runs NodeRestriction: a kubelet writes its own node and pods alone.
    assert_eq!(state(&answers, "G10"), Exposure::Closed);
}

#[test]
fn a_kubelet_without_bounds_writes_pods_anywhere() {
    let server = |plugins: &str| {
        format!(
            "{AGENT}
---
apiVersion: v1
kind: Pod
metadata: {{name: kube-apiserver, namespace: kube-system}}
spec:
  containers:
    - name: kube-apiserver
      image: registry.k8s.io/kube-apiserver:v1.33.0
      command: [kube-apiserver, '--enable-admission-plugins={plugins}']
"
        )
    };
    let table = [
        ("AlwaysPullImages", Exposure::Open),
        ("AlwaysPullImages,NodeRestriction", Exposure::Closed),
    ];
    for (plugins, expected) in table {
        let answers = Estate::manifests(&server(plugins)).from("A11");
        assert_eq!(state(&answers, "G10"), expected, "{plugins}");
    }
    // No file shows the plugins.
    assert_eq!(state(&Estate::manifests(AGENT).from("A11"), "G10"), Exposure::Possible);
}

#[test]
fn a_kubeconfig_in_the_repository_is_as_strong_as_its_certificate() {
    let private = EKS.replace("subnet_ids", "endpoint_public_access = false\n    subnet_ids");
    let table = [(EKS, Exposure::Open), (&*private, Exposure::Closed)];
    for (terraform, expected) in table {
        let answers = Estate::new(&[("admin.conf", MASTERS), ("main.tf", terraform)]).from("A4");
        assert_eq!(state(&answers, "G1"), expected, "{terraform}");
    }
}

/// `O=system:masters, CN=kubernetes-admin`.
const MASTERS: &str = "
apiVersion: v1
kind: Config
clusters: []
users:
  - name: admin
    user:
      client-certificate-data: LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0tCk1JSUJ2ekNDQVdXZ0F3SUJBZ0lVU1BzbmJXTHJCSm5KVWFKYlNBZm13Y2pJbTNvd0NnWUlLb1pJemowRUF3SXcKTkRFWE1CVUdBMVVFQ2d3T2MzbHpkR1Z0T20xaGMzUmxjbk14R1RBWEJnTlZCQU1NRUd0MVltVnlibVYwWlhNdApZV1J0YVc0d0lCY05Nall4TVRJeU1Ea3pNekV6V2hnUE1qRXlOakV3TWprd09UTXpNVE5hTURReEZ6QVZCZ05WCkJBb01Ebk41YzNSbGJUcHRZWE4wWlhKek1Sa3dGd1lEVlFRRERCQnJkV0psY201bGRHVnpMV0ZrYldsdU1Ga3cKRXdZSEtvWkl6ajBDQVFZSUtvWkl6ajBEQVFjRFFnQUVUTEw1bGxuSHU1Q2pmNFFKYWZWY2RHUHhLaGk0RlVHaApzamI3M1gxLzlvMUo4ck52N0VHL1hIb1NlM0tLL21TMlJsKzNXbGgvZ1R6Q2MybHViRXpKQWFOVE1GRXdIUVlEClZSME9CQllFRk4wZkdRTTR2NXZpaW91alNHUkt5QzNhN0Z3dE1COEdBMVVkSXdRWU1CYUFGTjBmR1FNNHY1dmkKaW91alNHUkt5QzNhN0Z3dE1BOEdBMVVkRXdFQi93UUZNQU1CQWY4d0NnWUlLb1pJemowRUF3SURTQUF3UlFJaApBSVdYVVNhTmxjSWJ2OHpFYVRoTXJTVHUvdkl1bUFVVUR3SUFoeVZXQXcxaEFpQTB0U1BEMUtvM0RPTTk3UTB1ClQrTi9kSmpKckFMUk5xZFdITWRNMXk1UnFnPT0KLS0tLS1FTkQgQ0VSVElGSUNBVEUtLS0tLQo=
      client-key-data: a2V5
";

#[test]
fn a_daemon_set_on_the_control_plane_is_the_cluster() {
    let agent = |toleration: &str| {
        AGENT
            .replace("      serviceAccountName: agent\n", toleration)
            .replace("agent:1'}", "agent:1', securityContext: {privileged: true}}")
    };
    let everywhere = agent("      tolerations: [{operator: Exists}]\n");
    let table = [
        (agent(""), None, false),
        (everywhere.clone(), None, true),
        (everywhere, Some(EKS), false),
    ];
    for (manifests, terraform, expected) in table {
        let mut files = vec![("agent.yaml", &*manifests)];
        files.extend(terraform.map(|text| ("main.tf", text)));
        let answers = Estate::new(&files).from("A7");
        let mut ways = answers.paths.iter().filter(|p| p.goal == "G1");
        let through = ways.any(|p| p.steps.iter().any(|s| s.technique == "I09"));
        assert_eq!(through, expected, "{manifests}");
    }
}

#[test]
fn openshift_admits_what_an_account_may_use() {
    let estate = |role: &str| {
        Estate::manifests(&format!(
            "
apiVersion: route.openshift.io/v1
kind: Route
metadata: {{name: web, namespace: shop}}
spec: {{to: {{kind: Service, name: web}}}}
---
apiVersion: v1
kind: Namespace
metadata: {{name: shop}}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {{name: worker, namespace: shop}}
roleRef: {{apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: 'system:openshift:scc:{role}'}}
subjects: [{{kind: ServiceAccount, name: worker, namespace: shop}}]
"
        ))
    };
    let table = [("privileged", &["A8", "R33"][..]), ("nonroot-v2", &["A8", "R02"][..])];
    for (role, expected) in table {
        let answers = estate(role).from("A8");
        assert_eq!(hops(&answers, "G2"), expected, "{role}");
        let path = answers.paths.iter().find(|p| p.goal == "G2").expect("a way");
        let doubtful = path.unknowns.iter().any(|u| u.contains("OpenShift"));
        assert_eq!(doubtful, role != "privileged", "{role}: {:?}", path.unknowns);
    }
}
