//! Role may change endpoints.

use ringfort_check::model::kube::Role;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::powers::{self, Power, Wildcards};

/// Role may change endpoints.
pub struct EndpointWriteRights;

const POWER: Power = Power {
    key: "service-status",
    what: "send the traffic of a Service wherever they like",
    verbs: &["create", "update", "patch"],
    on: &[("", "endpoints"), ("discovery.k8s.io", "endpointslices")],
    wildcards: Wildcards::LeftToWildcardRole,
};

impl Check for EndpointWriteRights {
    const META: Meta = Meta::new(
        "cluster/endpoint-write-rights",
        "Role may change endpoints",
        "cluster/rbac-escalation-paths",
        Severity::Medium,
    )
    .frameworks(&["K8s-RBACGoodPractices", "MITRE-T1557"]);
    type On = Role;

    fn run(on: &Role, scene: &Scene<'_>) -> Verdict {
        powers::judge(on, scene, &POWER)
    }
}
