//! Workload calls AWS without a role of its own.

use ringfort_check::model::kube::Workload;
use ringfort_check::{At, Check, Confidence, Failure, Meta, Scene, Severity, Verdict};

use crate::support::kube;

/// Workload calls AWS without a role of its own.
pub struct WorkloadWithoutCloudRole;

impl Check for WorkloadWithoutCloudRole {
    const META: Meta = Meta::new(
        "cloud/workload-without-cloud-role",
        "Workload calls AWS without a role of its own",
        "cloud/workload-identity",
        Severity::Medium,
    )
    .gate()
    .confidence(Confidence::Medium)
    .frameworks(&["CIS-EKS-5.2.1", "OWASP-K8s-2025-K08", "MITRE-T1552.005"]);

    type On = Workload;

    fn run(on: &Workload, scene: &Scene<'_>) -> Verdict {
        if !kube::is_eks(scene) {
            return Verdict::NotApplicable;
        }
        let calls = on.containers.iter().flat_map(|c| &c.env).find(|e| SIGNS.contains(&&*e.name));
        let Some(sign) = calls else { return Verdict::NotApplicable };
        let Some((namespace, account)) = kube::runs_as(scene, on) else {
            return Verdict::unknown(
                on.pod.service_account.span(),
                "the ServiceAccount is not known",
            );
        };
        let object = scene
            .facts
            .object(on)
            .and_then(|_| scene.facts.kube.service_account(&scene.facts.model.kube, on));
        match object.map(kube::role_arn) {
            Some(At::Set(node) | At::Unknown(node)) => {
                return Verdict::pass(node.span, "the ServiceAccount names a role");
            }
            Some(At::Absent(_)) | None => {}
        }
        if let Some(association) = kube::associations(scene, namespace, account).first() {
            return Verdict::pass(association.header, "a Pod Identity association names a role");
        }
        let message = format!(
            "calls AWS (`{}` is set) as ServiceAccount `{account}` of `{namespace}`, which has no role: it falls back on the node's or on stored keys",
            sign.name
        );
        Verdict::fail(Failure::new(sign.span, message))
    }
}

/// Variables that tell that a program calls AWS.
const SIGNS: [&str; 7] = [
    "AWS_REGION",
    "AWS_DEFAULT_REGION",
    "AWS_ACCESS_KEY_ID",
    "AWS_PROFILE",
    "AWS_S3_BUCKET",
    "S3_BUCKET",
    "SQS_QUEUE_URL",
];
