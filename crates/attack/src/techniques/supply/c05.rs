//! C05: input of a request becomes part of a statement of a database.

use ringfort_facts::code::taint::SinkKind;
use ringfort_vocab::Layer;

use super::support;
use crate::ground::Ground;
use crate::position::Position;
use crate::technique::Technique;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "C05",
    title: "SQL injection",
    layer: Layer::Code,
    attack: &["T1190"],
    sentence: "Input of a request becomes part of a database statement ({detail}): the attacker {gain}",
    page: include_str!("c05.md"),
    ground,
};

fn ground(g: &mut Ground<'_>) {
    support::each_flaw(g, &[SinkKind::Sql], "code/parameterized-queries", &|id, facts| {
        let object = facts.model.kube.workload(id.0).and_then(|w| facts.object(w));
        let name = object.map_or("the application", |o| &*o.resource);
        Position::Data(format!("the database of {name}").into())
    });
}
