//! E07: the endpoint of a managed control plane is open to every address.

use std::sync::Arc;

use ringfort_vocab::Layer;

use crate::control::Control;
use crate::control::endpoint::endpoints;
use crate::ground::Ground;
use crate::position::Position;
use crate::technique::Technique;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "E07",
    title: "Internet to the API server",
    layer: Layer::Cloud,
    attack: &["T1133"],
    sentence: "The Internet reaches {to}: the endpoint of {detail} is public",
    page: include_str!("e07.md"),
    ground,
};

/// Who calls from the Internet: whoever holds credentials that leaked does so with them, and is after nothing else there.
const CALLERS: [Position; 7] = [
    Position::Internet,
    Position::Entry("A2"),
    Position::Entry("A3"),
    Position::Entry("A4"),
    Position::Entry("A5"),
    Position::Entry("A9"),
    Position::Entry("A10"),
];

fn ground(g: &mut Ground<'_>) {
    let clusters = endpoints(g.facts, g.controls.declared);
    for endpoint in &clusters {
        let scope: Arc<str> = endpoint.name.as_str().into();
        let standing = endpoint.standing.clone();
        let id = "cloud/private-control-plane-endpoint";
        for from in CALLERS {
            let (target, scope, standing) = (scope.clone(), scope.clone(), standing.clone());
            g.step(Position::NetApi)
                .from(from)
                .proof(endpoint.at, "the endpoint")
                .unless(Control { id, target, scope, standing })
                .detail(endpoint.name.clone())
                .add();
        }
    }
    if clusters.is_empty() {
        elsewhere(g);
    }
}

/// No file says where the API server listens: it may be reachable.
fn elsewhere(g: &mut Ground<'_>) {
    let declared = g.controls.declared.platform.as_str();
    let Some(first) = g.facts.model.kube.objects.first().filter(|_| declared != "docker-desktop")
    else {
        return;
    };
    let at = first.head;
    for from in CALLERS {
        g.step(Position::NetApi)
            .from(from)
            .proof(at, "a cluster whose endpoint no file describes")
            .unless(Control::missing("cloud/private-control-plane-endpoint"))
            .detail("the cluster")
            .doubt("whether the API server can be reached from the Internet: no file describes its endpoint")
            .add();
    }
}
