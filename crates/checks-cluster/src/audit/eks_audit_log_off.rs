//! EKS cluster keeps no audit log.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Failure, Meta, Node, Scene, Severity, Verdict};

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
        let types = on.at("enabled_cluster_log_types");
        if types.is_unknown() || types.node().is_some_and(Node::has_unknown) {
            return Verdict::unknown(types.span(), "the log types are not known");
        }
        let missing = WANTED.iter().find(|w| !types.list().iter().any(|t| t.as_str() == Some(w)));
        match missing {
            None => Verdict::pass(types.span(), "the logs are sent"),
            Some(kind) => {
                let message = format!("EKS cluster `{}` does not send its `{kind}` log", on.name);
                Verdict::fail(Failure::new(types.span(), message))
            }
        }
    }
}
