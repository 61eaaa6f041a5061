//! P06: a principal whose rights, after every policy, boundary and denial, reach data.

use ringfort_iam::{PrincipalKind, Use};
use ringfort_vocab::Layer;

use super::support;
use crate::ground::Ground;
use crate::position::Position;
use crate::technique::Technique;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "P06",
    title: "Data read by rights",
    layer: Layer::Cloud,
    attack: &["T1530"],
    sentence: "{from} may {detail}",
    page: include_str!("p06.md"),
    ground,
};

fn ground(g: &mut Ground<'_>) {
    let iam = g.controls.iam();
    for access in iam.data_access() {
        let Some(from) = iam.principal(access.from) else { continue };
        // Images are the supply chain's (K08), not data.
        if access.address.contains("aws_ecr_repository") {
            continue;
        }
        let verb = if access.what == Use::Read { "read" } else { "write" };
        let address: Box<str> = access.address.as_str().into();
        let at = access.evidence.iter().find_map(|e| e.at).unwrap_or(from.at);
        for head in [Position::Data(address.clone()), Position::CloudRight("data", address)] {
            let step = g
                .step(head)
                .from(support::position(from))
                .unless(support::least(from, at))
                .detail(format!("{verb} {}", access.address));
            support::sure(support::proved(step, &access.evidence), &access.certainty).add();
        }
    }
    administrators(g);
}

/// Whoever may do everything.
fn administrators(g: &mut Ground<'_>) {
    let iam = g.controls.iam();
    for principal in iam.principals().iter().filter(|p| p.kind != PrincipalKind::Anyone) {
        let decision = iam.is_admin(principal.id);
        if decision.is_denied() {
            continue;
        }
        let at = decision.evidence.iter().find_map(|e| e.at).unwrap_or(principal.at);
        let step = g
            .step(Position::CloudRight("administrator", "the account".into()))
            .from(support::position(principal))
            .unless(support::least(principal, at))
            .say("{from} may do everything in the account");
        let step = support::proved(step, &decision.evidence);
        match decision.cause() {
            Some(cause) => step.doubt(format!("whether it holds: {cause}")).add(),
            None => step.add(),
        }
    }
}
