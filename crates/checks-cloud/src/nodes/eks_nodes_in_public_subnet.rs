//! EKS nodes run in a public subnet.

use ringfort_check::facts::cloud::subnets::Reach;
use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

/// EKS nodes run in a public subnet.
pub struct EksNodesInPublicSubnet;

impl Check for EksNodesInPublicSubnet {
    const META: Meta = Meta::new(
        "cloud/eks-nodes-in-public-subnet",
        "EKS nodes run in a public subnet",
        "cloud/private-nodes",
        Severity::High,
    )
    .gate()
    .frameworks(&["CIS-EKS-5.4.3", "OWASP-K8s-2025-K06", "MITRE-T1133"]);
    const TYPES: &'static [&'static str] = &["aws_eks_node_group"];
    type On = Resource;

    fn run(on: &Resource, scene: &Scene<'_>) -> Verdict {
        let subnets = scene.facts.subnets_of(on, "subnet_ids");
        let at = on.at("subnet_ids").span();
        if subnets.is_empty() {
            return Verdict::unknown(at, "the subnets of the node group are not in the files");
        }
        let mut open = None;
        let mut public = vec![];
        for subnet in subnets {
            match scene.facts.reach_of(subnet) {
                Reach::Private(_) => {}
                Reach::Unknown(span, cause) => open = Some(Verdict::unknown(span, cause)),
                Reach::Public(span, why) => public.push((subnet, span, why)),
            }
        }
        let private = "the route tables of its subnets lead to no Internet gateway";
        let Some((first, _, why)) = public.first() else {
            return open.unwrap_or_else(|| Verdict::pass(at, private));
        };
        let more = if public.len() > 1 {
            format!(" and {} more", public.len() - 1)
        } else {
            String::new()
        };
        let message =
            format!("nodes of `{}` run in subnet `{}`{more}, which {why}", on.name, first.address);
        let failure = Failure::new(at, message);
        let related = public.iter().map(|(subnet, span, _)| (*span, subnet.address.clone()));
        Verdict::fail(
            related
                .fold(failure, |f, (span, name)| f.related_to(span, "what makes it public", name)),
        )
    }
}
