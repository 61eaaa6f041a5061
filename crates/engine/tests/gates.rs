//! Taking one gate away from the secured Task API, one line at a time, changes exactly the control that the
//! line belongs to, and what that voids.

#![allow(missing_docs, clippy::panic, reason = "helpers of tests: a panic is their message")]

#[path = "support/project.rs"]
mod project;

use project::{row, run, task_api};
use ringfort_vocab::{Assessment, Environment, Status};

/// File, what stands there, what it becomes, the control.
const LINES: &[(&str, &str, &str, &str)] = &[
    // Cloud
    (
        "terraform/eks.tf",
        "endpoint_public_access  = false",
        "endpoint_public_access  = true",
        "cloud/private-control-plane-endpoint",
    ),
    (
        "terraform/eks.tf",
        "authentication_mode                         = \"API\"",
        "authentication_mode                         = \"CONFIG_MAP\"",
        "cloud/cluster-admin-access",
    ),
    (
        "terraform/kms.tf",
        "enable_key_rotation     = true",
        "enable_key_rotation     = false",
        "cloud/key-management",
    ),
    (
        "terraform/nodes.tf",
        "referenced_security_group_id = aws_security_group.nodes.id",
        "cidr_ipv4 = \"0.0.0.0/0\"",
        "cloud/firewall-rules",
    ),
    (
        "terraform/registry.tf",
        "Principal = { AWS = aws_iam_role.node.arn }",
        "Principal = \"*\"",
        "cloud/registry-access-control",
    ),
    (
        "terraform/nodes.tf",
        "http_tokens                 = \"required\"",
        "http_tokens                 = \"optional\"",
        "cloud/metadata-service-protection",
    ),
    (
        "terraform/nodes.tf",
        "http_put_response_hop_limit = 1",
        "http_put_response_hop_limit = 2",
        "cloud/metadata-service-protection",
    ),
    (
        "terraform/nodes.tf",
        "for subnet in aws_subnet.private",
        "for subnet in aws_subnet.public",
        "cloud/private-nodes",
    ),
    (
        "terraform/iam.tf",
        "Action   = [\"route53:GetChange\"]\n        Resource = \"arn:aws:route53:::change/*\"",
        "Action   = [\"*\"]\n        Resource = \"*\"",
        "cloud/iam-least-privilege",
    ),
    (
        "terraform/iam.tf",
        "variable = \"${replace(aws_iam_openid_connect_provider.cluster.url, \"https://\", \"\")}:sub\"",
        "variable = \"${replace(aws_iam_openid_connect_provider.cluster.url, \"https://\", \"\")}:amr\"",
        "cloud/workload-identity",
    ),
    (
        "terraform/audit.tf",
        "is_multi_region_trail         = true",
        "is_multi_region_trail         = false",
        "cloud/audit-logging",
    ),
    (
        "terraform/kms.tf",
        "resource \"aws_ebs_encryption_by_default\" \"main\" {\n  enabled = true",
        "resource \"aws_ebs_encryption_by_default\" \"main\" {\n  enabled = false",
        "cloud/volume-encryption-at-rest",
    ),
    // Cluster
    (
        "control-plane/manifests/kube-apiserver.yaml",
        "--anonymous-auth=false",
        "--anonymous-auth=true",
        "cluster/anonymous-auth-disabled",
    ),
    (
        "control-plane/manifests/kube-apiserver.yaml",
        "--authorization-mode=Node,RBAC",
        "--authorization-mode=Node,RBAC,AlwaysAllow",
        "cluster/authorization-mode",
    ),
    (
        "control-plane/manifests/kube-apiserver.yaml",
        "--enable-admission-plugins=NodeRestriction,",
        "--enable-admission-plugins=AlwaysAdmit,NodeRestriction,",
        "cluster/api-server-hardening",
    ),
    (
        "control-plane/kubelet.yaml",
        "anonymous:\n    enabled: false",
        "anonymous:\n    enabled: true",
        "cluster/kubelet-hardening",
    ),
    (
        "control-plane/kubelet.yaml",
        "mode: Webhook",
        "mode: AlwaysAllow",
        "cluster/kubelet-hardening",
    ),
    (
        "terraform/eks.tf",
        "[\"api\", \"audit\", \"authenticator\", \"controllerManager\", \"scheduler\"]",
        "[\"api\", \"authenticator\", \"controllerManager\", \"scheduler\"]",
        "cluster/audit-logging",
    ),
    (
        "k8s/base/access.yaml",
        "resources: [\"configmaps\"]",
        "resources: [\"*\"]",
        "cluster/rbac-least-privilege",
    ),
    (
        "k8s/base/network-policies.yaml",
        "  name: default-deny\nspec:\n  podSelector: {}",
        "  name: default-deny\nspec:\n  podSelector: {matchLabels: {app: other}}",
        "cluster/network-policy-default-deny",
    ),
    (
        "k8s/base/network-policies.yaml",
        "kubernetes.io/metadata.name: envoy-gateway-system",
        "{}",
        "cluster/network-policy-ingress-allowlist",
    ),
    (
        "k8s/base/namespace.yaml",
        "pod-security.kubernetes.io/enforce: restricted",
        "pod-security.kubernetes.io/enforce: privileged",
        "cluster/pod-security-admission",
    ),
    (
        "k8s/base/deployment.yaml",
        "  type: ClusterIP",
        "  type: LoadBalancer",
        "cluster/service-exposure",
    ),
    (
        "k8s/base/gateway.yaml",
        "      protocol: HTTPS\n",
        "      protocol: HTTP\n",
        "cluster/gateway-tls",
    ),
    (
        "k8s/base/dapr.yaml",
        "    defaultAction: deny\n    trustDomain",
        "    defaultAction: allow\n    trustDomain",
        "cluster/dapr-access-control",
    ),
    (
        "k8s/base/dapr.yaml",
        "  secretStore: kubernetes\nscopes: [task-api]",
        "  secretStore: kubernetes",
        "cluster/dapr-component-scoping",
    ),
    (
        "k8s/platform/dapr-system.yaml",
        "enabled: true",
        "enabled: false",
        "cluster/service-to-service-mtls",
    ),
    (
        "control-plane/encryption.yaml",
        "  - resources: [secrets, configmaps]",
        "  - resources: [configmaps]",
        "cluster/secrets-encryption-at-rest",
    ),
    // Container
    (
        "k8s/base/deployment.yaml",
        "            privileged: false",
        "            privileged: true",
        "container/no-privileged-mode",
    ),
    (
        "k8s/base/deployment.yaml",
        "            allowPrivilegeEscalation: false",
        "            allowPrivilegeEscalation: true",
        "container/no-privilege-escalation",
    ),
    (
        "k8s/base/deployment.yaml",
        "            readOnlyRootFilesystem: true",
        "            readOnlyRootFilesystem: false",
        "container/read-only-rootfs",
    ),
    (
        "k8s/base/deployment.yaml",
        "              drop: [ALL]",
        "              drop: []",
        "container/drop-capabilities",
    ),
    (
        "k8s/base/deployment.yaml",
        "            seccompProfile:\n              type: RuntimeDefault",
        "            seccompProfile:\n              type: Unconfined",
        "container/seccomp-profile",
    ),
    (
        "k8s/base/deployment.yaml",
        "            runAsUser: 1000",
        "            runAsUser: 0",
        "container/non-root-execution",
    ),
    (
        "k8s/base/deployment.yaml",
        "      enableServiceLinks: false",
        "      hostPID: true",
        "container/host-namespace-isolation",
    ),
    (
        "k8s/base/deployment.yaml",
        "          emptyDir:\n            sizeLimit: 64Mi",
        "          hostPath:\n            path: /tmp",
        "container/host-filesystem-isolation",
    ),
    (
        "k8s/overlays/prod/kustomization.yaml",
        "    digest: sha256:7d1c6a0b9e52f4883b20d5c1f9a64e37b815d20c6f3e97a4b1580e2d93c7f64a",
        "    newTag: latest",
        "container/image-digest-pinning",
    ),
    ("Dockerfile", "COPY app /srv/app", "COPY .env /srv/.env", "container/no-secrets-in-image"),
    // Code
    (
        "app/repository.py",
        "\"DELETE FROM tasks WHERE id = ? AND owner = ?\", (str(task_id), owner)",
        "f\"DELETE FROM tasks WHERE id = '{task_id}' AND owner = '{owner}'\"",
        "code/parameterized-queries",
    ),
    (
        "app/models.py",
        "StringConstraints(max_length=2000)",
        "StringConstraints()",
        "code/input-validation",
    ),
    ("app/main.py", "        debug=False,", "        debug=True,", "code/http-hardening"),
    (
        "app/state.py",
        "            follow_redirects=False,",
        "            verify=False,",
        "code/tls-in-application",
    ),
    (
        "app/errors.py",
        "{\"detail\": \"Internal error\", \"request_id\": request_id.get()}",
        "{\"detail\": str(error), \"request_id\": request_id.get()}",
        "code/error-handling",
    ),
    (
        "app/auth.py",
        "log.warning(\"sign-in refused\", extra={\"event\": \"auth.missing\"})",
        "log.warning(\"sign-in refused %s\", request.headers)",
        "code/logging-practices",
    ),
    (
        "app/auth.py",
        "options={\"require\": REQUIRED_CLAIMS},",
        "options={\"verify_signature\": False},",
        "code/authentication",
    ),
    (
        ".github/workflows/ci.yaml",
        "permissions: {}",
        "permissions: write-all",
        "code/delivery-pipeline-security",
    ),
];

/// How good a status is: taking a gate away must make it worse.
fn worth(status: Status) -> u8 {
    match status {
        Status::Missing => 0,
        Status::NotAssessed => 1,
        Status::Partial => 2,
        Status::Awareness | Status::CoveredElsewhere | Status::NotApplicable => 3,
        Status::Implemented => 4,
    }
}

fn complaints(before: &Assessment, after: &Assessment, control: &str) -> Vec<String> {
    let mut complaints = vec![];
    for row_after in &after.map {
        let old = row(&before.map, row_after.control);
        let (was, is) = (old.status, row_after.status);
        if row_after.control == control {
            let fails = row_after.assets.fail > old.assets.fail;
            if worth(is) >= worth(was) && !fails {
                complaints.push(format!("{control} is still {} ({})", is.name(), row_after.reason));
            }
            continue;
        }
        if was != is {
            let reason = &row_after.reason;
            complaints.push(format!(
                "{} went from {} to {} ({reason})",
                row_after.control,
                was.name(),
                is.name()
            ));
        }
        let newly = row_after.undermined_by.iter().filter(|u| !old.undermined_by.contains(u));
        for undermined in newly.filter(|u| u.control != control) {
            complaints.push(format!(
                "{} is newly undermined by {}",
                row_after.control, undermined.control
            ));
        }
    }
    complaints
}

#[test]
fn one_line_changes_one_control() {
    let only = std::env::var("RINGFORT_GATE").ok();
    let files = task_api("secured");
    let before = run(&files, Environment::Prod);
    let mut failures = vec![];
    for (file, from, to, control) in LINES {
        if only.as_deref().is_some_and(|o| o != *control) {
            continue;
        }
        let mut changed = files.clone();
        let Some(text) = changed.get_mut(*file) else {
            failures.push(format!("{control}: no file {file}"));
            continue;
        };
        if !text.contains(from) {
            failures.push(format!("{control}: {file} does not hold `{from}`"));
            continue;
        }
        *text = text.replacen(from, to, 1);
        let after = run(&changed, Environment::Prod);
        failures.extend(
            complaints(&before, &after, control).into_iter().map(|c| format!("{file} `{to}`: {c}")),
        );
    }
    assert!(
        failures.is_empty(),
        "{} complaints over {} lines:\n{}",
        failures.len(),
        LINES.len(),
        failures.join("\n")
    );
}

#[test]
fn the_table_covers_four_layers() {
    for layer in ["cloud/", "cluster/", "container/", "code/"] {
        let count = LINES.iter().filter(|(.., control)| control.starts_with(layer)).count();
        assert!(count >= 7, "{layer} has {count} lines");
    }
}
