//! P07: snapshots and images that are handed to other accounts, or may be, and the data in them.

use ringfort_facts::Facts;
use ringfort_iam::{From, Gain};
use ringfort_model::cloud::Resource;
use ringfort_vocab::Layer;

use super::support;
use crate::control::Control;
use crate::ground::Ground;
use crate::position::Position;
use crate::technique::Technique;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "P07",
    title: "Shared snapshots and images",
    layer: Layer::Cloud,
    attack: &["T1537"],
    sentence: "{from} may {detail}: the attacker {gain}",
    page: include_str!("p07.md"),
    ground,
};

/// What a right to share reaches: the action, and the types that are copied with it.
const REACHED: [(&str, &[&str]); 5] = [
    ("ec2:ModifySnapshotAttribute", &["aws_ebs_volume", "aws_ebs_snapshot", "aws_instance"]),
    ("ec2:ModifyImageAttribute", &["aws_ami", "aws_instance"]),
    ("rds:ModifyDBSnapshotAttribute", &["aws_db_instance", "aws_db_snapshot"]),
    ("rds:ModifyDBClusterSnapshotAttribute", &["aws_rds_cluster", "aws_db_cluster_snapshot"]),
    ("redshift:AuthorizeSnapshotAccess", &["aws_redshift_cluster"]),
];

fn ground(g: &mut Ground<'_>) {
    shared(g);
    let (facts, iam) = (g.facts, g.controls.iam());
    for way in iam.escalations().iter().filter(|e| e.id == "P07") {
        let (From::Principal(from), Gain::Right(right)) = (&way.from, &way.gain) else { continue };
        let Some(from) = iam.principal(*from) else { continue };
        let at = way.evidence.iter().find_map(|e| e.at).unwrap_or(from.at);
        for store in reached(facts, way.way, &from.root) {
            let address: Box<str> = store.address.as_str().into();
            for head in [Position::Data(address.clone()), Position::CloudRight("data", address)] {
                let step = g
                    .step(head)
                    .from(support::position(from))
                    .unless(support::least(from, at))
                    .detail(right.as_str());
                support::sure(support::proved(step, &way.evidence), &way.certainty).add();
            }
        }
    }
}

/// The stores of the root module that a right to share copies.
fn reached<'a>(facts: &'a Facts, way: &str, root: &'a str) -> Vec<&'a Resource> {
    let kinds = REACHED.iter().filter(|(action, _)| *action == way).flat_map(|(_, kinds)| *kinds);
    kinds.flat_map(|kind| facts.resources(kind)).filter(|r| *r.root == *root).collect()
}

/// What is shared with everyone already: the type, the attribute, the word for everyone.
const SHARED: [(&str, &str, &str); 4] = [
    ("aws_ami_launch_permission", "group", "all"),
    ("aws_snapshot_create_volume_permission", "group", "all"),
    ("aws_db_snapshot", "shared_accounts", "all"),
    ("aws_db_cluster_snapshot", "shared_accounts", "all"),
];

fn shared(g: &mut Ground<'_>) {
    for (kind, path, everyone) in SHARED {
        for resource in g.facts.resources(kind) {
            let all = resource.at(path).list();
            let Some(node) = all.iter().find(|n| n.as_str() == Some(everyone)) else { continue };
            let address: Box<str> = resource.address.as_str().into();
            for head in
                [Position::Data(address.clone()), Position::CloudRight("data", address.clone())]
            {
                g.step(head)
                    .from(Position::Internet)
                    .proof(node.span, "whom it is shared with")
                    .unless(Control::missing_for(
                        "cloud/public-resource-exposure",
                        address.clone(),
                        node.span,
                    ))
                    .say("Every account may copy {to}")
                    .add();
            }
        }
    }
}
