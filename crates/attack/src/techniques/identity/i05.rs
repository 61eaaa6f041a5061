//! I05: credential-like literals in the environment and in ConfigMaps.

use ringfort_facts::kube::namespace_of;
use ringfort_facts::secrets::judge;
use ringfort_model::kube::EnvSource;
use ringfort_vocab::Layer;

use super::support;
use crate::control::Control;
use crate::ground::Ground;
use crate::position::Position;
use crate::technique::Technique;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "I05",
    title: "Read a credential in plain configuration",
    layer: Layer::Cluster,
    attack: &["T1552.001"],
    sentence: "A credential stands in plain text ({detail}): the attacker {gain}",
    page: include_str!("i05.md"),
    ground,
};

fn ground(g: &mut Ground<'_>) {
    let facts = g.facts;
    for (workload, object) in support::workloads(facts) {
        for id in support::containers(workload) {
            let Some(container) = workload.containers.get(usize::from(id.1)) else { continue };
            for variable in &container.env {
                let EnvSource::Literal(value) = &variable.source else { continue };
                let Some(text) = value.known() else { continue };
                if judge(Some(&variable.name), text).is_none() {
                    continue;
                }
                let what = format!("{} of {}", variable.name, object.resource);
                let target = format!("{}/{}", namespace_of(object), object.name);
                g.step(Position::Credential(what.into()))
                    .from(Position::Code(id))
                    .proof(value.span(), "a credential in plain text")
                    .unless(Control::missing_for(
                        "cluster/secrets-management",
                        target,
                        value.span(),
                    ))
                    .detail(variable.name.to_string())
                    .add();
            }
        }
    }
}
