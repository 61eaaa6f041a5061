//! Pod gets an API token that it has no use for.

use ringfort_check::model::kube::Workload;
use ringfort_check::{Check, Edit, Failure, Meta, Safety, Scene, Severity, Verdict};

use crate::support::{accounts, place};

/// The token of the ServiceAccount is mounted although no role is bound to it.
pub struct TokenAutomounted;

impl Check for TokenAutomounted {
    const META: Meta = Meta::new(
        "cluster/token-automounted",
        "Pod gets an API token that it has no use for",
        "cluster/service-account-hygiene",
        Severity::Medium,
    )
    .gate()
    .frameworks(&[
        "CIS-K8s-5.1.6",
        "CIS-EKS-4.1.6",
        "CIS-GKE-4.1.5",
        "NSA-PodSecurity",
        "MITRE-T1528",
    ])
    .aliases(&[
        "48471392-d4d0-47c0-b135-cdec95eb3eef",
        "a9a13d4f-f17a-491b-b074-f54bffffcb4a",
        "CKV_K8S_38",
        "KSV-0036",
        "C-0034",
        "C-0190",
        "automountServiceAccountToken",
        "AutomountServiceAccountTokenTrueAndDefaultSA",
        "AutomountServiceAccountToken",
        "restrict-automount-sa-token",
        "automount-serviceaccount-token",
        "FG_R00484",
        "AC_K8S_0045",
    ]);
    type On = Workload;

    fn run(on: &Workload, scene: &Scene<'_>) -> Verdict {
        let Some(object) = place::application_workload(scene, on) else {
            return Verdict::NotApplicable;
        };
        let mounts = accounts::mounts_token(on, scene);
        if mounts.known() != Some(&false) && accounts::has_rights(on, object, scene) {
            return Verdict::pass(mounts.span(), "a role is bound to its ServiceAccount");
        }
        Verdict::on(
            &mounts,
            |m| !m,
            "no token is mounted",
            || {
                let name = on.pod.service_account.known().map_or("", String::as_str);
                let message = format!(
                    "`{}` mounts the token of ServiceAccount `{name}`, which no role is bound to",
                    object.name
                );
                let at = if mounts.is_set() { mounts.span() } else { object.head };
                let failure = Failure::new(at, message);
                if !mounts.is_set() {
                    return failure;
                }
                let edit = Edit { at, text: "false".to_owned() };
                failure.fix("switch the mount off", vec![edit], Safety::Unsafe)
            },
        )
    }
}
