//! E10: etcd that asks for no client certificate.

use ringfort_facts::kube::ComponentKind;
use ringfort_vocab::Layer;

use super::support;
use crate::control::Control;
use crate::ground::Ground;
use crate::position::{Position, Right};
use crate::technique::Technique;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "E10",
    title: "Internet to etcd",
    layer: Layer::Cluster,
    attack: &["T1552.007"],
    sentence: "etcd asks for no certificate and holds everything that the cluster is made of: the attacker {gain}",
    page: include_str!("e10.md"),
    ground,
};

fn ground(g: &mut Ground<'_>) {
    let facts = g.facts;
    for etcd in facts.kube.components.iter().filter(|c| c.kind == ComponentKind::Etcd) {
        let certificates = etcd.value("client-cert-auth");
        let urls = etcd.list("listen-client-urls");
        let is_public = |u: &String| u.contains("//0.0.0.0") || u.contains("//[::]");
        let open = certificates.known().is_some_and(|v| v != "true");
        if !open || urls.known().is_some_and(|all| !all.iter().any(is_public)) {
            continue;
        }
        support::node_port(g, "etcd", 2379);
        g.step(Position::Right(Right::Everything, "*".into()))
            .from(Position::NetNode("etcd".into()))
            .proof(certificates.span(), "no client certificate is asked for")
            .unless(Control::missing_for("cluster/etcd-security", "etcd", certificates.span()))
            .add();
    }
}
