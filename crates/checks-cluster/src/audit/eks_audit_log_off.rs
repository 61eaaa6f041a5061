//! EKS cluster keeps no audit log.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::eks_logs;

const WANTED: &[&str] = &["audit"];

/// EKS cluster keeps no audit log.
pub struct EksAuditLogOff;

impl Check for EksAuditLogOff {
    const META: Meta = Meta::new(
        "cluster/eks-audit-log-off",
        "EKS cluster keeps no audit log",
        "cluster/audit-logging",
        Severity::High,
    )
    .gate()
    .frameworks(&["CIS-EKS-2.1.1", "MITRE-T1562.001"])
    .aliases(&[
        "37304d3f-f852-40b8-ae3f-725e87a7cedf",
        "CKV_AWS_37",
        "AWS-0038",
        "AC_AWS_0465",
    ]);
    const TYPES: &'static [&'static str] = &["aws_eks_cluster"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        eks_logs::sent(on, WANTED)
    }
}
