//! R15: the verb sign on a signer, with write access to the status of requests.

use ringfort_vocab::Layer;

use super::support;
use crate::grants::Wanted;
use crate::ground::Ground;
use crate::position::{Position, Right};
use crate::technique::Technique;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "R15",
    title: "Sign certificates",
    layer: Layer::Cluster,
    attack: &["T1098"],
    sentence: "{from} may {detail} and sign: it makes certificates of any user, which is {to}",
    page: include_str!("r15.md"),
    ground,
};

const STATUS: Wanted = Wanted {
    verbs: support::CHANGE,
    on: &[("certificates.k8s.io", "certificatesigningrequests/status")],
};
const SIGN: Wanted = Wanted { verbs: &["sign"], on: &[("certificates.k8s.io", "signers")] };

fn ground(g: &mut Ground<'_>) {
    for granted in g.grants.clone().iter().filter(|granted| &*granted.scope == "*") {
        if let (Some(hit), Some(_)) = (granted.gives(STATUS, false), granted.gives(SIGN, true)) {
            let head = Position::Right(Right::MintTokens, "*".into());
            support::step(g, granted, &hit, head, "cluster/rbac-escalation-paths").add();
        }
    }
}
