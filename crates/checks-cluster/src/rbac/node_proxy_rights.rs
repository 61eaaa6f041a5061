//! Role may reach the kubelet through nodes/proxy.

use ringfort_check::model::kube::Role;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::powers::{self, Power, Wildcards};

/// Role may reach the kubelet through nodes/proxy.
pub struct NodeProxyRights;

const POWER: Power = Power {
    key: "nodes-proxy",
    what: "run commands in every pod of a node, past admission and audit",
    verbs: &["get", "create"],
    on: &[("", "nodes/proxy")],
    wildcards: Wildcards::LeftTo(&super::workload_creation_rights::POWER),
};

impl Check for NodeProxyRights {
    const META: Meta = Meta::new(
        "cluster/node-proxy-rights",
        "Role may reach the kubelet through nodes/proxy",
        "cluster/rbac-escalation-paths",
        Severity::Critical,
    )
    .gate()
    .frameworks(&["CIS-K8s-5.1.10", "K8s-RBACGoodPractices"])
    .aliases(&["CKV2_K8S_2", "KSV-0047", "C-0279", "restrict-clusterrole-nodesproxy"]);
    type On = Role;

    fn run(on: &Role, scene: &Scene<'_>) -> Verdict {
        powers::judge(on, scene, &POWER)
    }
}
