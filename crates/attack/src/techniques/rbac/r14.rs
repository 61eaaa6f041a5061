//! R14: creating a certificate request and approving it for the signer of API clients gives any user name (not system:masters, which admission refuses).

use ringfort_vocab::Layer;

use super::support;
use crate::grants::Wanted;
use crate::ground::Ground;
use crate::position::{Position, Right};
use crate::technique::Technique;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "R14",
    title: "Approve one's own certificate",
    layer: Layer::Cluster,
    attack: &["T1098"],
    sentence: "{from} may {detail}, approve it, and so get a certificate of any user: the attacker {gain}",
    page: include_str!("r14.md"),
    ground,
};

const CREATE: Wanted =
    Wanted { verbs: &["create"], on: &[("certificates.k8s.io", "certificatesigningrequests")] };
const APPROVE: Wanted = Wanted {
    verbs: support::CHANGE,
    on: &[("certificates.k8s.io", "certificatesigningrequests/approval")],
};
const SIGNER: Wanted = Wanted { verbs: &["approve"], on: &[("certificates.k8s.io", "signers")] };

fn ground(g: &mut Ground<'_>) {
    for granted in g.grants.clone().iter().filter(|granted| &*granted.scope == "*") {
        let rest = granted.gives(APPROVE, false).and(granted.gives(SIGNER, true));
        if let (Some(hit), Some(_)) = (granted.gives(CREATE, false), rest) {
            let head = Position::Right(Right::MintTokens, "*".into());
            support::step(g, granted, &hit, head, "cluster/rbac-escalation-paths").add();
        }
    }
}
