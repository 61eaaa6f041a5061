//! K04: the ConfigMap aws-auth puts an AWS role or user into groups of the cluster.

use ringfort_facts::cloud::aws_auth::{self, Mapping};
use ringfort_iam::{Cloud, Iam, Principal};
use ringfort_source::{Node, Span};
use ringfort_vocab::Layer;

use super::support;
use crate::ground::Ground;
use crate::position::{Position, Right};
use crate::technique::Technique;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "K04",
    title: "Mapping in aws-auth",
    layer: Layer::Cloud,
    attack: &["T1078.004"],
    sentence: "The ConfigMap aws-auth makes {from} {to} ({detail})",
    page: include_str!("k04.md"),
    ground,
};

/// Groups that nodes are mapped to: what they may is the nodes' (I08).
const NODES: [&str; 3] = ["system:nodes", "system:bootstrappers", "system:node-proxier"];

fn ground(g: &mut Ground<'_>) {
    let (facts, iam) = (g.facts, g.controls.iam());
    for map in facts.objects("ConfigMap").filter(|o| &*o.name == "aws-auth") {
        for part in ["mapRoles", "mapUsers"] {
            if let Some(node) = map.at("data").key(part).node() {
                mapped(g, iam, node);
            }
        }
    }
    for kind in
        ["kubernetes_config_map", "kubernetes_config_map_v1", "kubernetes_config_map_v1_data"]
    {
        let maps = facts.resources(kind);
        for map in maps.filter(|m| m.at("metadata.name").str() == Some("aws-auth")) {
            for part in ["mapRoles", "mapUsers"] {
                if let Some(node) = map.at("data").key(part).node() {
                    mapped(g, iam, node);
                }
            }
        }
    }
}

fn mapped(g: &mut Ground<'_>, iam: &Iam, node: &Node) {
    for entry in node.as_str().map(aws_auth::entries).unwrap_or_default() {
        for principal in named(iam, &entry.arn) {
            for group in entry.groups.iter().filter(|g| !NODES.contains(&g.as_str())) {
                give(g, principal, &entry, group, node.span);
            }
        }
    }
}

/// The role or user of that ARN: by its name, where its account is not known.
fn named<'i>(iam: &'i Iam, arn: &'i str) -> impl Iterator<Item = &'i Principal> {
    let name = arn.rsplit('/').next().unwrap_or(arn);
    let word = if arn.contains(":user/") { "user/" } else { "role/" };
    let all = iam.principals().iter().filter(|p| p.cloud == Cloud::Aws && p.is_ours());
    all.filter(move |p| {
        p.is_called(arn) || (p.name.as_deref() == Some(name) && p.arn.to_string().contains(word))
    })
}

fn give(g: &mut Ground<'_>, principal: &Principal, entry: &Mapping, group: &str, at: Span) {
    // system:masters is every right, whatever is bound to it.
    let head = match group {
        "system:masters" => Position::Right(Right::Everything, "*".into()),
        group => Position::Group(group.into()),
    };
    support::enters(g, principal, head)
        .proof(at, "the mapping")
        .unless(support::no_admin(&entry.arn, at))
        .detail(group)
        .add();
}
