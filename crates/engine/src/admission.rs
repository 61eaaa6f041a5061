//! Checks as admission policies: what is judged in files is refused in the cluster by the same words.
//!
//! A check whose page has a `cel` block can be written as a `ValidatingAdmissionPolicy` (Kubernetes 1.30 and later).
//! The expression is true where the pod is admitted. It sees the pod through [`VARIABLES`], so that it is written
//! once for pods and for everything that makes pods.

use std::fmt::Write as _;

use ringfort_vocab::{CheckId, Meta};

use crate::registry::registry;

/// What expressions may name, in the order in which they build on each other: name and expression.
pub const VARIABLES: [(&str, &str); 3] = [
    (
        "podSpec",
        "object.kind == 'Pod' ? object.spec :\n\
         object.kind == 'CronJob' ? object.spec.jobTemplate.spec.template.spec :\n\
         object.spec.template.spec",
    ),
    (
        "containers",
        "variables.podSpec.containers +\n\
         variables.podSpec.?initContainers.orValue([]) +\n\
         variables.podSpec.?ephemeralContainers.orValue([])",
    ),
    ("windows", "variables.podSpec.?os.?name.orValue('') == 'windows'"),
];

/// The kinds that a policy is asked about.
pub const KINDS: [&str; 7] =
    ["Pod", "Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "Job", "CronJob"];

/// Which requests a policy sees: the resources of [`KINDS`].
const MATCH: &str = "  failurePolicy: Fail
  matchConstraints:
    resourceRules:
      - apiGroups: ['']
        apiVersions: [v1]
        operations: [CREATE, UPDATE]
        resources: [pods, pods/ephemeralcontainers]
      - apiGroups: [apps]
        apiVersions: [v1]
        operations: [CREATE, UPDATE]
        resources: [deployments, statefulsets, daemonsets, replicasets]
      - apiGroups: [batch]
        apiVersions: [v1]
        operations: [CREATE, UPDATE]
        resources: [jobs, cronjobs]
";

/// Network plug-ins and kube-proxy live in kube-system and need what these policies refuse.
const BINDING: &str = "  validationActions: [Deny]
  matchResources:
    namespaceSelector:
      matchExpressions:
        - key: kubernetes.io/metadata.name
          operator: NotIn
          values: [kube-system]
";

/// A check that can be written as a policy.
#[derive(Clone, Debug)]
pub struct AdmissionPolicy {
    /// The check.
    pub meta: &'static Meta,
    /// The CEL expression; true where the object is admitted.
    pub expression: &'static str,
    /// Other checks whose findings it refuses as well.
    pub with: Vec<&'static str>,
}

/// The policies of all checks that have one, in registry order.
pub fn admission_policies() -> Vec<AdmissionPolicy> {
    let of_page = registry().iter().filter_map(|c| AdmissionPolicy::of(c.meta, c.page));
    of_page.collect()
}

impl AdmissionPolicy {
    /// Reads the `cel` block of a page.
    fn of(meta: &'static Meta, page: &'static str) -> Option<Self> {
        let (_, block) = page.split_once("\n```cel")?;
        let (info, body) = block.split_once('\n')?;
        let (expression, _) = body.split_once("\n```")?;
        let with = info.trim().strip_prefix("with=").map(|ids| ids.split(',').collect());
        Some(Self { meta, expression, with: with.unwrap_or_default() })
    }

    /// The check that it is made from.
    pub fn id(&self) -> CheckId {
        self.meta.id
    }

    /// The name of the policy and its binding: `ringfort-container-privileged`.
    pub fn name(&self) -> String {
        format!("ringfort-{}", self.meta.id.replace('/', "-"))
    }

    /// The policy and the binding that lets it deny, as YAML.
    pub fn manifest(&self) -> String {
        let name = self.name();
        let mut out = head("ValidatingAdmissionPolicy", &name);
        out += MATCH;
        out += "  variables:\n";
        for (variable, expression) in VARIABLES {
            let _ = writeln!(out, "    - name: {variable}");
            let _ = writeln!(out, "      expression: |-\n{}", indented(expression));
        }
        let message = format!("{}: {}", self.meta.id, self.meta.title).replace('\'', "''");
        let _ = writeln!(out, "  validations:\n    - message: '{message}'");
        let _ = writeln!(out, "      expression: |-\n{}", indented(self.expression));
        out += "---\n";
        out += &head("ValidatingAdmissionPolicyBinding", &name);
        let _ = writeln!(out, "  policyName: {name}");
        out + BINDING
    }
}

fn head(kind: &str, name: &str) -> String {
    format!(
        "apiVersion: admissionregistration.k8s.io/v1\nkind: {kind}\nmetadata:\n  name: {name}\nspec:\n"
    )
}

fn indented(expression: &str) -> String {
    let lines: Vec<String> = expression.lines().map(|line| format!("        {line}")).collect();
    lines.join("\n")
}
