//! `GuardDuty` does not watch the cluster.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

/// `GuardDuty` does not watch the cluster.
pub struct GuarddutyClusterBlind;

impl Check for GuarddutyClusterBlind {
    const META: Meta = Meta::new(
        "cloud/guardduty-cluster-blind",
        "GuardDuty does not watch the cluster",
        "cloud/threat-detection",
        Severity::Medium,
    )
    .frameworks(&["OWASP-K8s-2025-K10"]);
    const TYPES: &'static [&'static str] = &["aws_guardduty_detector"];
    type On = Resource;

    fn run(on: &Resource, scene: &Scene<'_>) -> Verdict {
        if scene.facts.resources("aws_eks_cluster").next().is_none() {
            return Verdict::NotApplicable;
        }
        let features: Vec<&Resource> =
            scene.facts.resources("aws_guardduty_detector_feature").collect();
        let on_is = |name: &str| {
            features.iter().any(|f| {
                f.at("name").str() == Some(name) && f.text("status", "").is(&"ENABLED".to_owned())
            })
        };
        let legacy = on.bool("datasources.kubernetes.audit_logs.enable", false).is(&true);
        let mut missing = vec![];
        if !on_is("EKS_AUDIT_LOGS") && !legacy {
            missing.push("EKS_AUDIT_LOGS");
        }
        if !on_is("RUNTIME_MONITORING") && !on_is("EKS_RUNTIME_MONITORING") {
            missing.push("RUNTIME_MONITORING");
        }
        if missing.is_empty() {
            return Verdict::pass(on.header, "audit logs and nodes of clusters are watched");
        }
        if let Some(open) = features.iter().find(|f| f.at("name").is_unknown()) {
            return Verdict::unknown(open.header, "the name of a feature is not known");
        }
        Verdict::fail(Failure::new(
            on.header,
            format!("detector `{}` runs without {}", on.name, missing.join(" and ")),
        ))
    }
}
