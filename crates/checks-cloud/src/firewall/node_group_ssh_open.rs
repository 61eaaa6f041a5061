//! EKS nodes accept SSH from anywhere.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::settings;

/// EKS nodes accept SSH from anywhere.
pub struct NodeGroupSshOpen;

impl Check for NodeGroupSshOpen {
    const META: Meta = Meta::new(
        "cloud/node-group-ssh-open",
        "EKS nodes accept SSH from anywhere",
        "cloud/firewall-rules",
        Severity::High,
    )
    .frameworks(&["CIS-EKS-5.4.3", "MITRE-T1133"])
    .aliases(&[
        "73d59e76-a12c-4b74-a3d8-d3e1e19c25b3",
        "ba40ace1-a047-483c-8a8d-bc2d3a67a82d",
        "CKV_AWS_100",
    ]);
    const TYPES: &'static [&'static str] = &["aws_eks_node_group"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let key = on.at("remote_access.ec2_ssh_key");
        if key.is_absent() {
            return Verdict::NotApplicable;
        }
        settings::present(
            on,
            "remote_access.source_security_group_ids",
            "SSH is held to named groups",
            || {
                format!(
                    "nodes of `{}` have an SSH key and no source groups: EKS opens port 22 to the Internet",
                    on.name
                )
            },
        )
    }
}
