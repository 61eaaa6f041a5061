//! E09: a kubelet that lets anonymous callers in and allows them everything.

use ringfort_facts::kube::ComponentKind;
use ringfort_vocab::Layer;

use super::support;
use crate::control::Control;
use crate::ground::Ground;
use crate::position::{Position, Right};
use crate::technique::Technique;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "E09",
    title: "Internet to the kubelet",
    layer: Layer::Cluster,
    attack: &["T1609"],
    sentence: "The kubelet asks nobody who they are and runs their commands: the attacker {gain}",
    page: include_str!("e09.md"),
    ground,
};

fn ground(g: &mut Ground<'_>) {
    let facts = g.facts;
    for kubelet in facts.kube.components.iter().filter(|c| c.kind == ComponentKind::Kubelet) {
        let (anonymous, mode) =
            (kubelet.value("anonymous-auth"), kubelet.value("authorization-mode"));
        let open = anonymous.known().is_some_and(|v| v == "true")
            && mode.known().is_some_and(|v| v == "AlwaysAllow");
        if !open {
            continue;
        }
        let target = "kubelet";
        support::node_port(g, "kubelet", 10250);
        g.step(Position::Right(Right::Exec, "*".into()))
            .from(Position::NetNode("kubelet".into()))
            .proof(anonymous.span(), "anonymous callers are let in")
            .proof(mode.span(), "and allowed everything")
            .unless(Control::missing_for("cluster/kubelet-hardening", target, anonymous.span()))
            .add();
    }
}
