//! EKS cluster admits administrators through a ConfigMap only.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Safety, Scene, Severity, Verdict};

use crate::support::settings::Choice;

/// EKS cluster admits administrators through a ConfigMap only.
pub struct EksConfigMapAuth;

impl Check for EksConfigMapAuth {
    const META: Meta = Meta::new(
        "cloud/eks-config-map-auth",
        "EKS cluster admits administrators through a ConfigMap only",
        "cloud/cluster-admin-access",
        Severity::High,
    )
    .gate()
    .frameworks(&["CIS-EKS-5.5.1", "MITRE-T1098.006"]);
    const TYPES: &'static [&'static str] = &["aws_eks_cluster"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let mode = Choice {
            path: "access_config.authentication_mode",
            good: &["API", "API_AND_CONFIG_MAP"],
            default: "CONFIG_MAP",
            note: "access entries decide who administers the cluster",
            safety: Some(Safety::Unsafe),
        };
        mode.judge(on, |_| {
            format!(
                "cluster `{}` takes its administrators from the ConfigMap aws-auth only",
                on.name
            )
        })
    }
}
