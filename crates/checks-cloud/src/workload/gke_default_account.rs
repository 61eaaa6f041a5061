//! GKE nodes run as the default service account.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{At, Check, Failure, Meta, Node, Scene, Severity, Verdict};

use crate::support::{gcp_vm, gcp_vm::Account, gke};

/// GKE nodes run as the default service account.
pub struct GkeDefaultAccount;

impl Check for GkeDefaultAccount {
    const META: Meta = Meta::new(
        "cloud/gke-default-account",
        "GKE nodes run as the default service account",
        "cloud/workload-identity",
        Severity::Medium,
    )
    .frameworks(&["CIS-GKE-5.2.1"])
    .aliases(&[
        "1c8eef02-17b1-4a3e-b01d-dcc3292d2c38",
        "dc126833-125a-40fb-905a-ce5f2afde240",
        "CKV2_GCP_1",
        "GCP-0050",
    ]);
    const TYPES: &'static [&'static str] =
        &["google_container_node_pool", "google_container_cluster"];
    type On = Resource;

    fn run(on: &Resource, scene: &Scene<'_>) -> Verdict {
        if gke::is_autopilot(on) {
            let path = "cluster_autoscaling.auto_provisioning_defaults.service_account";
            return if on.at(path).is_absent() {
                Verdict::NotApplicable
            } else {
                judge(on, scene, on.at(path), path)
            };
        }
        if on.bool("remove_default_node_pool", false).is(&true) {
            return Verdict::NotApplicable;
        }
        let inline = match on.at("node_pool") {
            At::Unknown(node) => return Verdict::unknown(node.span, node.cause().to_owned()),
            at => at.list(),
        };
        let own = ["node_config", "initial_node_count"].iter().any(|p| !on.at(p).is_absent());
        if inline.is_empty() && !own && !on.at(PROVISIONED).is_absent() {
            let path = "cluster_autoscaling.auto_provisioning_defaults.service_account";
            return judge(on, scene, on.at(path), path);
        }
        if inline.is_empty() {
            let path = "node_config.service_account";
            return judge(on, scene, on.at(path), path);
        }
        let path = "node_pool.node_config.service_account";
        let one = |pool: &Node| judge(on, scene, pool.at("node_config.service_account"), path);
        inline.iter().map(one).fold(Verdict::NotApplicable, Verdict::and)
    }
}

/// Settings of the pools that a cluster makes by itself.
const PROVISIONED: &str = "cluster_autoscaling.auto_provisioning_defaults";

/// Judges the account of one pool, which is written at `path`.
fn judge(on: &Resource, scene: &Scene<'_>, account: At<'_>, path: &str) -> Verdict {
    let at = if account.is_absent() { on.header } else { account.span() };
    let message = format!("nodes of `{}` run as the default service account", on.name);
    let shared = scene
        .facts
        .targets(on, path)
        .find(|r| &*r.kind == "google_project_default_service_accounts");
    if let Some(shared) = shared {
        let failure = Failure::new(at, message);
        return Verdict::fail(failure.related_to(
            shared.header,
            "these accounts",
            &*shared.address,
        ));
    }
    match gcp_vm::address(account, at) {
        Account::Default(at) => Verdict::fail(Failure::new(at, message)),
        Account::Unknown(span, cause) => Verdict::unknown(span, cause.to_owned()),
        _ => Verdict::pass(at, "nodes have an account of their own"),
    }
}
