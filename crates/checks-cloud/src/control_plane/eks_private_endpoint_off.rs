//! EKS nodes reach the API server over the Internet.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Safety, Scene, Severity, Verdict};

use crate::support::settings::Switch;

/// EKS nodes reach the API server over the Internet.
pub struct EksPrivateEndpointOff;

impl Check for EksPrivateEndpointOff {
    const META: Meta = Meta::new(
        "cloud/eks-private-endpoint-off",
        "EKS nodes reach the API server over the Internet",
        "cloud/private-control-plane-endpoint",
        Severity::Low,
    )
    .frameworks(&["CIS-EKS-5.4.2"]);
    const TYPES: &'static [&'static str] = &["aws_eks_cluster"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let switch = Switch {
            path: "vpc_config.endpoint_private_access",
            want: true,
            default: false,
            note: "the endpoint is reachable inside the network",
            safety: Some(Safety::Safe),
        };
        switch.judge(on, || {
            format!(
                "cluster `{}` has no private endpoint: nodes talk to it over public addresses",
                on.name
            )
        })
    }
}
