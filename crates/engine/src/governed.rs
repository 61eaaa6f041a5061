//! What a control governs, and whether all of it was read.

use std::collections::BTreeSet;

use ringfort_vocab::{Control, FileCoverage, FileState};

use crate::judge::Judged;

/// Controls of an account, a cluster or a pipeline as a whole: where those exist there is always something to
/// govern, so that silence means "not assessed". All others govern things that a complete inventory may lack.
const ESTATE_WIDE: [&str; 30] = [
    "cloud/iam-least-privilege",
    "cloud/mfa-enforced",
    "cloud/root-account-protection",
    "cloud/credential-rotation",
    "cloud/no-static-credentials",
    "cloud/organization-guardrails",
    "cloud/audit-logging",
    "cloud/threat-detection",
    "cloud/backup-and-recovery",
    "cloud/workstation-protection",
    "cluster/anonymous-auth-disabled",
    "cluster/user-authentication",
    "cluster/client-certificate-auth",
    "cluster/authorization-mode",
    "cluster/api-server-hardening",
    "cluster/control-plane-components",
    "cluster/etcd-security",
    "cluster/secrets-encryption-at-rest",
    "cluster/admission-policy",
    "cluster/kubelet-hardening",
    "cluster/node-hardening",
    "cluster/version-currency",
    "cluster/audit-logging",
    "cluster/runtime-threat-detection",
    "cluster/network-policy-enforcement",
    "cluster/cluster-admin-usage",
    "container/image-provenance",
    "container/image-vulnerability-scanning",
    "code/dependency-scanning",
    "code/delivery-pipeline-security",
];

/// What is known of the inventory: which controls have anything to govern, and where reading fell short.
pub(crate) struct Inventory<'a> {
    /// Controls that a check which ran belongs to.
    asked: BTreeSet<&'static str>,
    /// Controls that such a check had something to say about.
    ruled: BTreeSet<&'static str>,
    files: &'a [FileCoverage],
}

impl<'a> Inventory<'a> {
    /// The inventory of a run.
    pub(crate) fn new(judged: &Judged, files: &'a [FileCoverage]) -> Self {
        let asked = judged.iter().map(|(check, _)| check.meta.control).collect();
        let ruled = judged.iter().filter(|(_, o)| !o.rulings.is_empty());
        Self { asked, ruled: ruled.map(|(c, _)| c.meta.control).collect(), files }
    }

    /// Was anything seen that `control` governs? Where no check asked, or no file of its kinds was read at all,
    /// nobody can say that there is nothing.
    pub(crate) fn governs(&self, control: &Control) -> bool {
        self.ruled.contains(control.id)
            || !self.asked.contains(control.id)
            || ESTATE_WIDE.contains(&control.id)
            || !self.files.iter().any(|f| read(f) && is_input(f.format, control))
    }

    /// The first file of `control`'s kinds that was not read as a whole, in words.
    pub(crate) fn incomplete(&self, control: &Control) -> Option<String> {
        let gap = |f: &&FileCoverage| f.gap && is_input(f.format, control);
        let mut gaps = self.files.iter().filter(gap);
        let first = gaps.next()?;
        let more = gaps.count();
        let rest = if more == 0 { String::new() } else { format!(" and {more} more files") };
        Some(format!("{}{rest} could not be read as a whole ({})", first.file, first.cause))
    }
}

fn read(file: &FileCoverage) -> bool {
    file.state != FileState::NotEvaluated
}

/// Can a file of `format` prove `control`?
fn is_input(format: &str, control: &Control) -> bool {
    let kinds: &[&str] = match format {
        "terraform" | "tfvars" => &["terraform"],
        "kubernetes" | "kustomization" | "helm-template" | "yaml" | "json" => &[
            "k8s-manifest",
            "kube-apiserver-manifest",
            "kubelet-config",
            "audit-policy",
            "admission-config",
        ],
        "dockerfile" => &["dockerfile"],
        "workflow" | "dependabot" => &["ci-workflow"],
        "python" => &["source:python", "source:*"],
        "requirements" | "lock" | "pyproject" | "package-json" => &["lockfile"],
        "compose" => &["compose"],
        "kubeconfig" => &["kubeconfig"],
        "sarif" | "trivy-report" => &["scan-report"],
        _ => &[],
    };
    control.evidence_kinds.iter().any(|k| kinds.contains(k))
}
