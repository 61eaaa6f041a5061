//! Audit log does not show changes of rights or workloads.

use ringfort_check::model::kube::Object;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::audit::{self, Request};

const NOTE: &str = "changes of rights and workloads are recorded";
/// Requests by which an attacker stays.
const WANTED: &[Request] = &[
    Request { verb: "create", group: "", resource: "pods" },
    Request { verb: "create", group: "", resource: "secrets" },
    Request { verb: "create", group: "", resource: "serviceaccounts" },
    Request { verb: "create", group: "", resource: "serviceaccounts/token" },
    Request { verb: "create", group: "apps", resource: "deployments" },
    Request { verb: "create", group: "apps", resource: "daemonsets" },
    Request { verb: "create", group: "batch", resource: "cronjobs" },
    Request { verb: "create", group: "rbac.authorization.k8s.io", resource: "roles" },
    Request { verb: "create", group: "rbac.authorization.k8s.io", resource: "rolebindings" },
    Request { verb: "create", group: "rbac.authorization.k8s.io", resource: "clusterroles" },
    Request { verb: "create", group: "rbac.authorization.k8s.io", resource: "clusterrolebindings" },
    Request {
        verb: "create",
        group: "certificates.k8s.io",
        resource: "certificatesigningrequests",
    },
];

/// Audit log does not show changes of rights or workloads.
pub struct AuditPolicyWrites;

impl Check for AuditPolicyWrites {
    const META: Meta = Meta::new(
        "cluster/audit-policy-writes",
        "Audit log does not show changes of rights or workloads",
        "cluster/audit-logging",
        Severity::Medium,
    )
    .frameworks(&["CIS-K8s-3.2.2", "MS-M9020"]);
    const TYPES: &'static [&'static str] = &["Policy"];
    type On = Object;

    fn run(on: &Object, _: &Scene<'_>) -> Verdict {
        audit::records(on, WANTED, NOTE)
    }
}
