//! GKE nodes run as the default service account.

use ringfort_check::facts::cloud::gke::{self, Pool};
use ringfort_check::model::cloud::Resource;
use ringfort_check::{At, Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::{gcp_vm, gcp_vm::Account};

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
    const TYPES: &'static [&'static str] = gke::POOL_TYPES;
    type On = Resource;

    fn run(on: &Resource, scene: &Scene<'_>) -> Verdict {
        let own = ["node_pool", "node_config", "initial_node_count"];
        let own = own.iter().any(|path| !on.at(path).is_absent());
        let provisioned = !on.at(PROVISIONED).is_absent();
        if gke::is_autopilot(on) && !provisioned {
            return Verdict::NotApplicable;
        }
        if &*on.kind == "google_container_cluster" && !own && provisioned {
            let path = format!("{PROVISIONED}.service_account");
            return judge(on, scene, on.at(&path), &path);
        }
        let one = |pool: &Pool<'_>| {
            let path = format!("{}{ACCOUNT}", pool.prefix);
            judge(on, scene, pool.at(ACCOUNT), &path)
        };
        gke::pools(on).iter().map(one).fold(Verdict::NotApplicable, Verdict::and)
    }
}

const ACCOUNT: &str = "node_config.service_account";

/// Settings of the pools that a cluster makes by itself.
const PROVISIONED: &str = "cluster_autoscaling.auto_provisioning_defaults";

/// Judges the account of one pool, which is written at `path`.
fn judge(on: &Resource, scene: &Scene<'_>, account: At<'_>, path: &str) -> Verdict {
    let at = account.span();
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
