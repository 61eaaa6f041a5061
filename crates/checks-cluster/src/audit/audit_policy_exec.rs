//! Audit log does not show shells in pods.

use ringfort_check::model::kube::Object;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::audit::{self, Request};

const NOTE: &str = "shells, tunnels and proxies are recorded";
/// Ways into a running container.
const WANTED: &[Request] = &[
    Request { verb: "create", group: "", resource: "pods/exec" },
    Request { verb: "create", group: "", resource: "pods/attach" },
    Request { verb: "create", group: "", resource: "pods/portforward" },
    Request { verb: "create", group: "", resource: "pods/proxy" },
    Request { verb: "create", group: "", resource: "services/proxy" },
];

/// Audit log does not show shells in pods.
pub struct AuditPolicyExec;

impl Check for AuditPolicyExec {
    const META: Meta = Meta::new(
        "cluster/audit-policy-exec",
        "Audit log does not show shells in pods",
        "cluster/audit-logging",
        Severity::Medium,
    )
    .frameworks(&["CIS-K8s-3.2.2"]);
    const TYPES: &'static [&'static str] = &["Policy"];
    type On = Object;

    fn run(on: &Object, _: &Scene<'_>) -> Verdict {
        audit::records(on, WANTED, NOTE)
    }
}
