//! X08: a managed identity that trusts the tokens of a ServiceAccount.

use ringfort_vocab::Layer;

use super::support;
use crate::ground::Ground;
use crate::position::Position;
use crate::technique::Technique;
use crate::techniques::identity::support::account_of;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "X08",
    title: "Federated credential of AKS",
    layer: Layer::Cloud,
    attack: &["T1078.004"],
    sentence: "{from} exchanges its token for credentials of the cloud: the attacker {gain}",
    page: include_str!("x08.md"),
    ground,
};

fn ground(g: &mut Ground<'_>) {
    let (facts, iam) = (g.facts, g.controls.iam());
    for credential in facts.resources("azurerm_federated_identity_credential") {
        let subject = credential.text("subject", "");
        let Some((namespace, name)) = subject.known().and_then(|s| account_of(s)) else { continue };
        let Some(identity) = facts.targets(credential, "parent_id").next() else { continue };
        let Some(identity) = support::principal_of(facts, iam, identity) else { continue };
        for id in support::containers_as(facts, namespace, name) {
            g.step(support::position(identity))
                .from(Position::Code(id))
                .proof(subject.span(), "the subject that is trusted")
                .add();
        }
    }
}
