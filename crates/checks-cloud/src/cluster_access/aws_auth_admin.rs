//! aws-auth makes users or applications cluster administrators.

use ringfort_check::facts::cloud::aws_auth::{self, Mapping};
use ringfort_check::model::kube::Object;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::declared;

/// aws-auth makes users or applications cluster administrators.
pub struct AwsAuthAdmin;

impl Check for AwsAuthAdmin {
    const META: Meta = Meta::new(
        "cloud/aws-auth-admin",
        "aws-auth makes users or applications cluster administrators",
        "cloud/cluster-admin-access",
        Severity::High,
    )
    .frameworks(&["CIS-EKS-4.1.7", "CIS-EKS-5.5.1", "MITRE-T1098.006"]);
    const TYPES: &'static [&'static str] = &["ConfigMap"];
    type On = Object;

    fn run(on: &Object, scene: &Scene<'_>) -> Verdict {
        if &*on.name != "aws-auth" || on.namespace_or_default() != "kube-system" {
            return Verdict::NotApplicable;
        }
        let mut failures = vec![];
        for part in ["mapUsers", "mapRoles"] {
            let Some(node) = on.at("data").key(part).node() else { continue };
            let entries = node.as_str().map(aws_auth::entries).unwrap_or_default();
            for entry in entries.into_iter().filter(Mapping::is_administrator) {
                let names = [entry.arn.clone()];
                if part == "mapRoles" && declared::is_platform(scene, &names) {
                    continue;
                }
                let message =
                    format!("`{}` is an administrator of the cluster through {part}", entry.arn);
                failures.push(Failure::new(node.span, message).key(entry.arn));
            }
        }
        Verdict::of(failures, on.head, "aws-auth names no administrators beyond the platform")
    }
}
