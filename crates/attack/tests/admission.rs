//! Admission policies as controls: one that denies closes the way, one that may leaves a doubt, one that only
//! reports changes nothing.

mod support;

use ringfort_vocab::attack::Exposure;
use support::{Estate, state};

/// A namespace with a pod that its container's settings give the node away.
const POD: &str = "apiVersion: v1
kind: Namespace
metadata: {name: shop, labels: {team: shop}}
---
apiVersion: v1
kind: Pod
metadata: {name: bad, namespace: shop}
spec:
  automountServiceAccountToken: false
  containers:
    - {name: main, image: \"registry.example/tool:1\", securityContext: {privileged: true}}
";

/// The same with a path of the host.
const PATH: &str = "apiVersion: v1
kind: Namespace
metadata: {name: shop, labels: {team: shop}}
---
apiVersion: v1
kind: Pod
metadata: {name: bad, namespace: shop}
spec:
  automountServiceAccountToken: false
  volumes: [{name: host, hostPath: {path: /}}]
  containers:
    - {name: main, image: \"registry.example/tool:1\", volumeMounts: [{name: host, mountPath: /host}]}
";

fn vap(expression: &str, binding: &str) -> String {
    format!(
        "---
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicy
metadata: {{name: pods}}
spec:
  matchConstraints:
    resourceRules:
      - {{apiGroups: [''], apiVersions: [v1], operations: [CREATE, UPDATE], resources: [pods]}}
  variables:
    - name: containers
      expression: object.spec.containers + object.spec.?initContainers.orValue([])
  validations:
    - expression: \"{expression}\"
---
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicyBinding
metadata: {{name: pods}}
spec:
  policyName: pods
{binding}
"
    )
}

const DENY: &str = "  validationActions: [Deny]";
const PRIVILEGED: &str =
    "variables.containers.all(c, !c.?securityContext.?privileged.orValue(false))";

fn kyverno(action: &str, matched: &str, validate: &str) -> String {
    format!(
        "---
apiVersion: kyverno.io/v1
kind: ClusterPolicy
metadata: {{name: pods}}
spec:
  validationFailureAction: {action}
  rules:
    - name: pods
      match: {{any: [{{resources: {{kinds: [Pod]{matched}}}}}]}}
      validate: {validate}
"
    )
}

/// A policy of Kyverno that enforces, with all of its rules.
fn rules(rules: &str, more: &str) -> String {
    format!(
        "---
apiVersion: kyverno.io/v1
kind: ClusterPolicy
metadata: {{name: pods}}
spec:
  validationFailureAction: Enforce
  rules: {rules}
{more}
"
    )
}

/// The expression as [`vap`] writes it.
fn quoted() -> String {
    format!("\"{PRIVILEGED}\"")
}

const BASELINE: &str = "{podSecurity: {level: baseline, version: latest}}";
const PATTERN: &str = "{pattern: {spec: {'=(initContainers)': [{'=(securityContext)': {'=(privileged)': 'false'}}], containers: [{'=(securityContext)': {'=(privileged)': 'false'}}]}}}";
const NO_PATH: &str = "{pattern: {spec: {'=(volumes)': [{'X(hostPath)': 'null'}]}}}";

fn constraint(kind: &str, spec: &str) -> String {
    format!(
        "---\napiVersion: constraints.gatekeeper.sh/v1beta1\nkind: {kind}\nmetadata: {{name: pods}}\nspec: {spec}\n"
    )
}

fn kubewarden(module: &str, more: &str) -> String {
    format!(
        "---
apiVersion: policies.kubewarden.io/v1
kind: ClusterAdmissionPolicy
metadata: {{name: pods}}
spec:
  module: registry://ghcr.io/kubewarden/policies/{module}
  rules: [{{apiGroups: [''], apiVersions: [v1], resources: [pods], operations: [CREATE]}}]
{more}
"
    )
}

/// The privileged pod with `policy` beside it: is the node closed by a policy?
fn closed(pod: &str, policy: &str) -> bool {
    let found = Estate::manifests(&format!("{pod}{policy}")).from("A7");
    let cell = found.matrix.iter().find(|c| c.goal == "G2");
    let held =
        cell.is_some_and(|c| c.held_by.iter().any(|h| h.control == "cluster/admission-policy"));
    let is_closed = state(&found, "G2") == Exposure::Closed;
    assert_eq!(is_closed, held, "closed by something else, or held and open: {policy}");
    is_closed
}

#[test]
fn a_policy_that_denies_closes_the_way() {
    let only = "  validationActions: [Deny]\n  matchResources: {namespaceSelector: {matchLabels: {team: shop}}}";
    let table = [
        ("VAP", vap(PRIVILEGED, DENY)),
        ("VAP, selected namespace", vap(PRIVILEGED, only)),
        (
            "VAP in the longer style",
            vap(
                "variables.containers.all(c, !has(c.securityContext) || !has(c.securityContext.privileged) || c.securityContext.privileged == false)",
                DENY,
            ),
        ),
        ("Kyverno, standard", kyverno("Enforce", "", BASELINE)),
        ("Kyverno, pattern", kyverno("Enforce", ", namespaces: ['sh*']", PATTERN)),
        ("Gatekeeper", constraint("K8sPSPPrivilegedContainer", "{}")),
        (
            "Gatekeeper, matched",
            constraint(
                "K8sPSPPrivilegedContainer",
                "{match: {kinds: [{apiGroups: [''], kinds: [Pod]}], excludedNamespaces: [kube-*]}}",
            ),
        ),
        ("Kubewarden", kubewarden("pod-privileged:v1.0.0", "")),
    ];
    for (kind, policy) in table {
        assert!(closed(POD, &policy), "{kind}");
    }
    for (kind, policy) in [
        ("Kyverno", kyverno("Enforce", "", NO_PATH)),
        ("Gatekeeper", constraint("K8sPSPHostFilesystem", "{}")),
        ("VAP", vap("object.spec.?volumes.orValue([]).all(v, !has(v.hostPath))", DENY)),
    ] {
        assert!(closed(PATH, &policy), "{kind}");
    }
}

#[test]
fn a_policy_that_does_not_deny_here_changes_nothing() {
    let elsewhere = "  validationActions: [Deny]\n  matchResources: {namespaceSelector: {matchLabels: {team: bank}}}";
    let table = [
        ("VAP that audits", vap(PRIVILEGED, "  validationActions: [Audit, Warn]")),
        ("VAP elsewhere", vap(PRIVILEGED, elsewhere)),
        (
            "VAP of another binding",
            vap(PRIVILEGED, DENY).replace("policyName: pods", "policyName: other"),
        ),
        ("VAP about something else", vap("!object.spec.?hostNetwork.orValue(false)", DENY)),
        (
            "VAP that forgets init containers",
            vap(
                "object.spec.containers.all(c, !c.?securityContext.?privileged.orValue(false))",
                DENY,
            ),
        ),
        ("Kyverno that audits", kyverno("Audit", "", BASELINE)),
        ("Kyverno elsewhere", kyverno("Enforce", ", namespaces: [bank]", BASELINE)),
        (
            "Kyverno about Deployments",
            kyverno("Enforce", "", BASELINE).replace("[Pod]", "[Deployment]"),
        ),
        (
            "Gatekeeper in a dry run",
            constraint("K8sPSPPrivilegedContainer", "{enforcementAction: dryrun}"),
        ),
        (
            "Gatekeeper, left out",
            constraint("K8sPSPPrivilegedContainer", "{match: {excludedNamespaces: [shop]}}"),
        ),
        ("Kubewarden that monitors", kubewarden("pod-privileged:v1.0.0", "  mode: monitor")),
        ("Kubewarden, another module", kubewarden("safe-labels:v1.0.0", "")),
    ];
    for (kind, policy) in table {
        assert!(!closed(POD, &policy), "{kind}");
    }
    // Kubewarden's list of paths restricts nothing while it is empty.
    assert!(!closed(
        PATH,
        &kubewarden("hostpaths-psp:v1.0.0", "  settings: {allowedHostPaths: []}")
    ));
}

#[test]
fn what_is_not_understood_is_no_control_and_no_hole() {
    let condition =
        "{deny: {conditions: {any: [{key: '{{ privileged }}', operator: Equals, value: true}]}}}";
    let table = [
        ("a condition", kyverno("Enforce", "", condition)),
        ("a selector of pods", kyverno("Enforce", ", selector: {matchLabels: {a: b}}", BASELINE)),
        (
            "an expression that is not read",
            vap("variables.containers.map(c, c.securityContext.privileged).isSorted()", DENY),
        ),
        (
            "a parameter",
            vap(
                "!params.denied || variables.containers.all(c, !c.securityContext.privileged)",
                DENY,
            ),
        ),
        (
            "images left out",
            constraint(
                "K8sPSPPrivilegedContainer",
                "{parameters: {exemptImages: ['registry.example/*']}}",
            ),
        ),
        (
            "images left out that are not known",
            constraint("K8sPSPPrivilegedContainer", "{parameters: {exemptImages: !later x}}"),
        ),
        (
            "namespaces left out that are not known",
            constraint("K8sPSPPrivilegedContainer", "{match: {excludedNamespaces: !later x}}"),
        ),
        ("a constraint that is not known", constraint("K8sPSPPrivilegedContainer", "!later x")),
        ("rules that are not known", rules("!later x", "")),
        ("a rule that is not known", kyverno("Enforce", "", "!later x")),
        ("a standard that is not known", kyverno("Enforce", "", "{podSecurity: !later x}")),
        (
            "overrides that are not known",
            rules(
                "[{name: a, match: {any: [{resources: {kinds: [Pod]}}]}, validate: {podSecurity: {level: baseline}}}]",
                "  validationFailureActionOverrides: !later x",
            ),
        ),
        ("an expression that is not known", vap(PRIVILEGED, DENY).replace(&quoted(), "!later x")),
        (
            "a binding that may be of another policy",
            vap(PRIVILEGED, DENY).replace("policyName: pods", "policyName: !later x"),
        ),
        (
            "a module that is not known",
            kubewarden("x", "").replace("registry://ghcr.io/kubewarden/policies/x", "!later x"),
        ),
    ];
    for (kind, policy) in table {
        let found = Estate::manifests(&format!("{POD}{policy}")).from("A7");
        let path = found.paths.iter().find(|p| p.goal == "G2");
        let doubts = path.map(|p| p.unknowns.join("; ")).unwrap_or_default();
        assert!(!closed(POD, &policy), "{kind}");
        assert!(doubts.contains("//pods` may"), "{kind}: {doubts}");
    }
}

#[test]
fn hostile_expressions_end() {
    let deep = format!("{}true{}", "(".repeat(5000), ")".repeat(5000));
    let long = format!("privileged{}", " && privileged".repeat(1000));
    let list = "[1,2,3,4,5,6,7,8,9]";
    let mut nested = String::from("privileged");
    for name in ["a", "b", "c", "d", "e", "f", "g", "h"] {
        nested = format!("{list}.all({name}, {nested})");
    }
    for expression in [deep, long, nested, "!".repeat(10_000), "a.?".repeat(3000)] {
        assert!(!closed(POD, &vap(&expression, DENY)));
    }
}
