//! X09: code in a pod of GKE reads the tokens of the node from its metadata, which the metadata server of GKE would hide.

use ringfort_vocab::Layer;

use super::support;
use crate::ground::Ground;
use crate::numbered::Numbered;
use crate::position::Position;
use crate::technique::Technique;
use crate::techniques::identity::support::workloads;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "X09",
    title: "Metadata of GKE nodes",
    layer: Layer::Cloud,
    attack: &["T1552.005"],
    sentence: "{from} reads a token of the account that the node runs as: the attacker {gain}",
    page: include_str!("x09.md"),
    ground,
};

fn ground(g: &mut Ground<'_>) {
    let (facts, controls) = (g.facts, g.controls);
    let accounts = support::node_accounts(facts, controls.iam());
    for (workload, object) in workloads(facts) {
        for (account, at) in &accounts {
            g.step(account.clone())
                .from(Position::Metadata(workload.id))
                .unless(controls.metadata_service())
                .proof(*at, "the account of the nodes")
                .proof(object.head, "a pod on them")
                .add();
        }
    }
    g.later(default_account);
}

/// What the default account may do is written in no file: Editor, unless the organisation's policy stops that.
fn default_account(g: &mut Ground<'_>, mentioned: &Numbered<Position>) {
    let default = Position::Cloud(support::DEFAULT_ACCOUNT.into());
    if mentioned.find(&default).is_some() {
        g.step(Position::CloudRight("data", "what the role Editor of the project reads".into()))
            .from(default)
            .doubt("whether the default service account has the role Editor, as older projects gave it")
            .say("{from} has the role Editor, unless that was taken away: the attacker {gain}")
            .quiet()
            .add();
    }
}
