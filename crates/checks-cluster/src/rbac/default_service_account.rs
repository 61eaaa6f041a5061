//! Workload runs as the default ServiceAccount.

use ringfort_check::model::kube::Workload;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Value, Verdict};

use crate::support::place;

/// `serviceAccountName` is not set, or set to `default`.
pub struct DefaultServiceAccount;

impl Check for DefaultServiceAccount {
    const META: Meta = Meta::new(
        "cluster/default-service-account",
        "Workload runs as the default ServiceAccount",
        "cluster/service-account-hygiene",
        Severity::Medium,
    )
    .gate()
    .frameworks(&["CIS-K8s-5.1.5", "CIS-EKS-4.1.5", "CIS-GKE-4.1.4", "K8s-AppChecklist-SA"])
    .aliases(&[
        "737a0dd9-0aaa-4145-8118-f01778262b8a",
        "CKV_K8S_41",
        "C-0189",
        "default-service-account",
        "FG_R00483",
    ]);
    type On = Workload;

    fn run(on: &Workload, scene: &Scene<'_>) -> Verdict {
        let Some(object) = place::application_workload(scene, on) else {
            return Verdict::NotApplicable;
        };
        let own = |name: &String| !name.is_empty() && name != "default";
        Verdict::on(&on.pod.service_account, own, "has a ServiceAccount of its own", || {
            let at = match &on.pod.service_account {
                Value::Set(_, at) => *at,
                _ => object.head,
            };
            Failure::new(at, format!("`{}` runs as the default ServiceAccount", object.name))
        })
    }
}
