//! Launch template or instance asks for a public address.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

/// Launch template or instance asks for a public address.
pub struct LaunchTemplatePublicIp;

impl Check for LaunchTemplatePublicIp {
    const META: Meta = Meta::new(
        "cloud/launch-template-public-ip",
        "Launch template or instance asks for a public address",
        "cloud/private-nodes",
        Severity::Medium,
    )
    .frameworks(&["CIS-EKS-5.4.3"])
    .aliases(&[
        "5a2486aa-facf-477d-a5c1-b010789459ce",
        "a8b0c58b-cd25-4b53-9ad0-55bca0be0bc1",
        "CKV_AWS_88",
        "FG_R00271",
        "EC2_INSTANCE_NO_PUBLIC_IP",
    ]);
    const TYPES: &'static [&'static str] =
        &["aws_launch_template", "aws_launch_configuration", "aws_instance"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let path = match &*on.kind {
            "aws_launch_template" => "network_interfaces.associate_public_ip_address",
            _ => "associate_public_ip_address",
        };
        let public = on.bool(path, false);
        if !public.is_set() && !public.is_unknown() {
            return Verdict::NotApplicable;
        }
        Verdict::on(
            &public,
            |p| !p,
            "asks for no public address",
            || {
                Failure::new(
                    public.span(),
                    format!("`{}` gives its instances a public address", on.name),
                )
            },
        )
    }
}
