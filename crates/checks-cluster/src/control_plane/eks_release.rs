//! EKS cluster runs a release without fixes.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Value, Verdict};

use crate::support::releases;

/// EKS cluster runs a release without fixes.
pub struct EksRelease;

impl Check for EksRelease {
    const META: Meta = Meta::new(
        "cluster/eks-release",
        "EKS cluster runs a release without fixes",
        "cluster/version-currency",
        Severity::Medium,
    )
    .gate()
    .frameworks(&["OWASP-K8s-2025-K07"])
    .aliases(&["CKV_AWS_339"]);
    const TYPES: &'static [&'static str] = &["aws_eks_cluster"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let version = on.at("version");
        if version.is_absent() {
            return Verdict::unknown(
                version.span(),
                "EKS chooses a release when the cluster is made, which no file tells",
            );
        }
        releases::judge(releases::EKS, &Value::text(version, ""))
    }
}
