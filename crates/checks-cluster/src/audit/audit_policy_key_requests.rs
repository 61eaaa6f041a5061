//! Audit log does not show what the benchmark asks for.

use ringfort_check::model::kube::Object;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::audit::{self, Request};

const NOTE: &str = "Secrets, pods, deployments and proxies are recorded";
const AUTHENTICATION: &str = "authentication.k8s.io";
/// The key security concerns of CIS Kubernetes 3.2.2.
const WANTED: &[Request] = &[
    Request { verb: "get", group: "", resource: "secrets" },
    Request { verb: "get", group: "", resource: "configmaps" },
    Request { verb: "create", group: AUTHENTICATION, resource: "tokenreviews" },
    Request { verb: "create", group: "", resource: "pods" },
    Request { verb: "create", group: "apps", resource: "deployments" },
    Request { verb: "create", group: "", resource: "pods/exec" },
    Request { verb: "create", group: "", resource: "pods/portforward" },
    Request { verb: "create", group: "", resource: "pods/proxy" },
    Request { verb: "create", group: "", resource: "services/proxy" },
];

/// Audit log does not show what the benchmark asks for.
pub struct AuditPolicyKeyRequests;

impl Check for AuditPolicyKeyRequests {
    const META: Meta = Meta::new(
        "cluster/audit-policy-key-requests",
        "Audit log does not show what the benchmark asks for",
        "cluster/audit-logging",
        Severity::Low,
    )
    .frameworks(&["CIS-K8s-3.2.2"])
    .aliases(&["1828a670-5957-4bc5-9974-47da228f75e2", "C-0161"]);
    const TYPES: &'static [&'static str] = &["Policy"];
    type On = Object;

    fn run(on: &Object, _: &Scene<'_>) -> Verdict {
        audit::records(on, WANTED, NOTE)
    }
}
