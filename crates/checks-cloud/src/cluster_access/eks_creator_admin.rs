//! Creator of the EKS cluster stays its administrator.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::settings::Switch;

/// Creator of the EKS cluster stays its administrator.
pub struct EksCreatorAdmin;

impl Check for EksCreatorAdmin {
    const META: Meta = Meta::new(
        "cloud/eks-creator-admin",
        "Creator of the EKS cluster stays its administrator",
        "cloud/cluster-admin-access",
        Severity::Medium,
    )
    .frameworks(&["CIS-EKS-4.1.7", "CIS-EKS-5.5.1"]);
    const TYPES: &'static [&'static str] = &["aws_eks_cluster"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let switch = Switch {
            path: "access_config.bootstrap_cluster_creator_admin_permissions",
            want: false,
            default: true,
            note: "the creator gets no standing administration",
            safety: None,
        };
        switch.judge(on, || {
            format!("whoever created cluster `{}` is its administrator for good", on.name)
        })
    }
}
