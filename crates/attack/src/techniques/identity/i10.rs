//! I10: the ServiceAccount of a DaemonSet has its token on every node, so any node gives what it may do.

use ringfort_facts::kube::{mounts_token, namespace_of};
use ringfort_vocab::Layer;

use super::support;
use crate::grants::Granted;
use crate::ground::Ground;
use crate::position::{Pool, Position};
use crate::technique::Technique;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "I10",
    title: "Take the token of a DaemonSet",
    layer: Layer::Cluster,
    attack: &["T1528"],
    sentence: "{from} holds the token of {detail}, which runs on every node: the attacker {gain}",
    page: include_str!("i10.md"),
    ground,
};

fn ground(g: &mut Ground<'_>) {
    let facts = g.facts;
    for (workload, object) in support::workloads(facts) {
        if !support::shares_every_node(object) {
            continue;
        }
        let Some(name) = workload.pod.service_account.known() else { continue };
        let account = Position::Identity(support::user_name(namespace_of(object), name));
        let Some(at) = g.grants.iter().find(|b| gives_rights(b, &account)).map(|b| b.at) else {
            continue;
        };
        let mounts = mounts_token(workload, facts);
        g.step(account)
            .from(Position::Node(Pool::Worker))
            .proof(mounts.span(), "the token is mounted")
            .proof(at, "the account is bound here")
            .unless(support::token_mounted(&mounts, object))
            .detail(object.resource.to_string())
            .add();
    }
}

/// Is the binding one of `account`, to a role that allows something or is not known?
fn gives_rights(granted: &Granted, account: &Position) -> bool {
    granted.subject == *account && granted.rules.as_ref().is_none_or(|rules| !rules.is_empty())
}
