//! The lesson's own map, its Dero case and its honest corrections, on the Task API before and after.

#![allow(missing_docs, clippy::panic, reason = "helpers of tests: a panic is their message")]

#[path = "support/project.rs"]
mod project;

use project::{Files, row, run, task_api};
use ringfort_vocab::{Effect, Environment, Layer, Status};

/// The twelve rows of the lesson's map, and the control of each.
const ROWS: [(&str, &str); 12] = [
    ("network isolation", "cloud/network-segmentation"),
    ("encryption at rest", "cloud/volume-encryption-at-rest"),
    ("RBAC", "cluster/rbac-least-privilege"),
    ("NetworkPolicies", "cluster/network-policy-default-deny"),
    ("audit logging", "cluster/audit-logging"),
    ("non-root", "container/non-root-execution"),
    ("read-only root", "container/read-only-rootfs"),
    ("image scanning", "container/image-vulnerability-scanning"),
    ("digest pinning", "container/image-digest-pinning"),
    ("input validation", "code/input-validation"),
    ("secrets from the environment", "code/secrets-loading"),
    ("dependency scanning", "code/dependency-scanning"),
];

#[test]
fn start_has_none_of_the_lessons_controls() {
    let found = run(&task_api("start"), Environment::Prod);
    for (name, control) in ROWS {
        let row = row(&found.map, control);
        assert!(
            matches!(row.status, Status::Missing | Status::Partial),
            "{name}: {:?} {}",
            row.status,
            row.reason
        );
        let proof = row.evidence.first().unwrap_or_else(|| panic!("{name}: no evidence"));
        assert_eq!(proof.verdict, "fail", "{name}: {proof:?}");
        assert!(proof.location.line > 0 && !proof.location.file.is_empty(), "{name}: {proof:?}");
    }
}

#[test]
fn secured_has_all_of_the_lessons_controls() {
    let found = run(&task_api("secured"), Environment::Prod);
    for (name, control) in ROWS {
        let row = row(&found.map, control);
        assert_eq!(row.status, Status::Implemented, "{name}: {}", row.reason);
        assert!(!row.evidence.is_empty(), "{name} has no evidence");
        assert_ne!(row.effect, Effect::Undermined, "{name}: {:?}", row.undermined_by);
    }
    // The lesson's own UID 1000 is one that a node may use too, and its nodes fetch images over HTTPS; nothing else is left.
    let told = ["container/low-gid", "container/low-uid", "cloud/sg-egress-port-to-world"];
    let bad: Vec<_> = found.findings.iter().filter(|f| !told.contains(&f.check)).collect();
    assert!(bad.is_empty(), "{bad:#?}");
}

#[test]
fn what_files_cannot_prove_is_capped_with_its_reason() {
    let found = run(&task_api("secured"), Environment::Prod);
    for control in ["cluster/anonymous-auth-disabled", "cluster/kubelet-hardening"] {
        let row = row(&found.map, control);
        assert_eq!(row.status, Status::Partial, "{control}: {}", row.reason);
        assert!(row.reason.contains("file"), "{control}: {}", row.reason);
    }
    let enforcement = row(&found.map, "cluster/network-policy-enforcement");
    assert_ne!(enforcement.status, Status::Implemented, "{}", enforcement.reason);
}

const ANONYMOUS: &str = "\
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata:
  name: health
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: ClusterRole
  name: cluster-admin
subjects:
  - apiGroup: rbac.authorization.k8s.io
    kind: Group
    name: system:unauthenticated
";

/// The secured project with anonymous authentication on, and with or without the binding.
fn opened(binding: bool) -> Files {
    let mut files = task_api("secured");
    for text in files.values_mut() {
        *text = text.replace("--anonymous-auth=false", "--anonymous-auth=true");
    }
    if binding {
        files.insert("control-plane/health.yaml".into(), ANONYMOUS.into());
    }
    files
}

#[test]
fn anonymous_cluster_admin_voids_everything_inside() {
    let found = run(&opened(true), Environment::Prod);
    let anonymous = row(&found.map, "cluster/anonymous-auth-disabled");
    assert_eq!(anonymous.status, Status::Missing, "{}", anonymous.reason);
    let voided = [
        "cluster/rbac-least-privilege",
        "cluster/network-policy-default-deny",
        "cluster/pod-security-admission",
        "container/non-root-execution",
        "container/image-vulnerability-scanning",
        "code/input-validation",
        "code/parameterized-queries",
    ];
    for control in voided {
        let row = row(&found.map, control);
        assert_eq!(row.effect, Effect::Undermined, "{control}: {:?}", row.status);
        let by = row.undermined_by.iter().find(|u| u.control == "cluster/anonymous-auth-disabled");
        let by = by.unwrap_or_else(|| panic!("{control}: {:?}", row.undermined_by));
        assert_eq!((by.rule, by.degree), ("N09", "full"), "{control}");
        assert!(by.location.is_some(), "{control}: no place");
    }
    let outer = row(&found.map, "cloud/private-nodes");
    assert_ne!(outer.effect, Effect::Undermined, "an inner hole voids no outer ring");
    assert_eq!(
        found.next_steps.first().map(|s| s.control),
        Some("cluster/anonymous-auth-disabled")
    );
}

/// Anonymous requests that are bound to nothing are exposure, not nullification.
#[test]
fn the_flag_alone_voids_nothing() {
    let found = run(&opened(false), Environment::Prod);
    assert_ne!(row(&found.map, "cluster/anonymous-auth-disabled").status, Status::Implemented);
    for row in &found.map {
        let by = row.undermined_by.iter().any(|u| u.control == "cluster/anonymous-auth-disabled");
        assert!(!by, "{} is said to be void", row.control);
    }
}

/// A NetworkPolicy filters pod traffic and stops no call to the API server.
#[test]
fn network_policies_do_not_hide_anonymous_access() {
    let found = run(&opened(true), Environment::Prod);
    assert_eq!(
        found.summary.weakest_layer,
        Some(Layer::Cluster),
        "{}",
        found.summary.weakest_reason
    );
}

/// Status of one control after a change to the secured project.
fn after(
    file: &str,
    from: &str,
    to: &str,
    environment: Environment,
    control: &str,
) -> (Status, String) {
    let mut files = task_api("secured");
    let text = files.get_mut(file).unwrap_or_else(|| panic!("no file {file}"));
    assert!(text.contains(from), "{file} does not hold `{from}`");
    *text = text.replace(from, to);
    let found = run(&files, environment);
    let row = row(&found.map, control);
    (row.status, row.reason.clone())
}

#[test]
fn the_lessons_loose_ends_are_judged_honestly() {
    let digest = "digest: sha256:7d1c6a0b9e52f4883b20d5c1f9a64e37b815d20c6f3e97a4b1580e2d93c7f64a";
    let placeholder = "digest: sha256:abc...";
    let (status, reason) = after(
        "k8s/overlays/prod/kustomization.yaml",
        digest,
        placeholder,
        Environment::Prod,
        "container/image-digest-pinning",
    );
    assert_ne!(status, Status::Implemented, "a placeholder is no digest: {reason}");
    let (status, reason) = after(
        "k8s/base/network-policies.yaml",
        "kubernetes.io/metadata.name: envoy-gateway-system",
        "app: envoy-gateway",
        Environment::Prod,
        "cluster/network-policy-ingress-allowlist",
    );
    assert_ne!(status, Status::Implemented, "the namespace carries no such label: {reason}");
}

/// Docker Desktop encrypts nothing by itself: without evidence encryption is never Implemented.
#[test]
fn docker_desktop_volumes_are_not_encrypted_by_default() {
    let found = run(&task_api("secured"), Environment::Dev);
    let row = row(&found.map, "cloud/volume-encryption-at-rest");
    assert_ne!(row.status, Status::Implemented, "{}", row.reason);
}

#[test]
fn development_asks_less_of_the_same_evidence() {
    let files = task_api("secured");
    let (dev, prod) = (run(&files, Environment::Dev), run(&files, Environment::Prod));
    assert_eq!(row(&dev.map, "cloud/private-nodes").status, Status::NotApplicable);
    assert_eq!(row(&prod.map, "cloud/private-nodes").status, Status::Implemented);
    let judged = |found: &ringfort_vocab::Assessment, file: &str| {
        found
            .coverage
            .files
            .iter()
            .any(|f| &*f.file == file && f.state == ringfort_vocab::FileState::Evaluated)
    };
    assert!(judged(&dev, "k8s/overlays/dev/kustomization.yaml"));
    assert!(!judged(&dev, "k8s/overlays/prod/kustomization.yaml"));
    assert!(judged(&prod, "k8s/overlays/prod/kustomization.yaml"));
}

/// Gateway API is a Cluster control, whatever provider runs the gateway.
#[test]
fn gateway_tls_belongs_to_the_cluster() {
    let found = run(&task_api("secured"), Environment::Prod);
    assert_eq!(row(&found.map, "cluster/gateway-tls").layer, Layer::Cluster);
}
