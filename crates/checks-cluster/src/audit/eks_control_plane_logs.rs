//! EKS cluster does not send all its logs.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::eks_logs;

const WANTED: &[&str] = &["api", "authenticator", "controllerManager", "scheduler"];

/// EKS cluster does not send all its logs.
pub struct EksControlPlaneLogs;

impl Check for EksControlPlaneLogs {
    const META: Meta = Meta::new(
        "cluster/eks-control-plane-logs",
        "EKS cluster does not send all its logs",
        "cluster/audit-logging",
        Severity::Low,
    )
    .frameworks(&["CIS-EKS-2.1.1"])
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
