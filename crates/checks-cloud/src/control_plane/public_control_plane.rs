//! EKS API endpoint is open to the Internet.

use ringfort_check::facts::cloud::firewall;
use ringfort_check::model::cloud::Resource;
use ringfort_check::{At, Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::settings;

/// EKS API endpoint is open to the Internet.
pub struct PublicControlPlane;

impl Check for PublicControlPlane {
    const META: Meta = Meta::new(
        "cloud/public-control-plane",
        "EKS API endpoint is open to the Internet",
        "cloud/private-control-plane-endpoint",
        Severity::High,
    )
    .gate()
    .frameworks(&["CIS-EKS-5.4.1", "OWASP-K8s-2025-K06", "MS-M9002", "MITRE-T1133"])
    .aliases(&["61cf9883-1752-4768-b18c-0d57f2737709", "CKV_AWS_38", "AWS-0041"]);
    const TYPES: &'static [&'static str] = &["aws_eks_cluster"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let public = on.bool("vpc_config.endpoint_public_access", true);
        match public.known() {
            None => return settings::unknown(&public).unwrap_or(Verdict::NotApplicable),
            Some(false) => return Verdict::pass(public.span(), "the endpoint is private"),
            Some(true) => {}
        }
        let ranges = on.at("vpc_config.public_access_cidrs");
        if let At::Unknown(node) = ranges {
            return Verdict::unknown(node.span, node.cause().to_owned());
        }
        let open = ranges.list().iter().find(|n| n.as_str().is_some_and(firewall::is_world));
        if let Some(node) = open {
            let message =
                format!("the API server of cluster `{}` answers the whole Internet", on.name);
            return Verdict::fail(
                Failure::new(node.span, message).related(public.span(), "public access is on"),
            );
        }
        match ranges.list().iter().find(|n| n.is_unknown()) {
            Some(node) => Verdict::unknown(node.span, node.cause().to_owned()),
            None if ranges.list().is_empty() => {
                let message = format!(
                    "the API server of cluster `{}` answers the whole Internet: public access is on and no range is named",
                    on.name
                );
                Verdict::fail(Failure::new(public.span(), message))
            }
            None => Verdict::pass(ranges.span(), "only named ranges reach the endpoint"),
        }
    }
}
