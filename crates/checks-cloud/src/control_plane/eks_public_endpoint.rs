//! EKS API endpoint has a public address.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

/// EKS API endpoint has a public address.
pub struct EksPublicEndpoint;

impl Check for EksPublicEndpoint {
    const META: Meta = Meta::new(
        "cloud/eks-public-endpoint",
        "EKS API endpoint has a public address",
        "cloud/private-control-plane-endpoint",
        Severity::Low,
    )
    .frameworks(&["CIS-EKS-5.4.2"])
    .aliases(&[
        "42f4b905-3736-4213-bfe9-c0660518cda8",
        "CKV_AWS_39",
        "AWS-0040",
        "EKS_ENDPOINT_NO_PUBLIC_ACCESS",
    ]);
    const TYPES: &'static [&'static str] = &["aws_eks_cluster"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let public = on.bool("vpc_config.endpoint_public_access", true);
        Verdict::on(
            &public,
            |p| !p,
            "the endpoint is private",
            || {
                Failure::new(
                    public.span(),
                    format!("the API server of cluster `{}` has a public address", on.name),
                )
            },
        )
    }
}
