//! C01: input of a request reaches an interpreter, in code that runs in a container.

use ringfort_facts::code::taint::SinkKind;
use ringfort_vocab::Layer;

use super::support;
use crate::ground::Ground;
use crate::position::Position;
use crate::technique::Technique;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "C01",
    title: "Code execution flaw",
    layer: Layer::Code,
    attack: &["T1190"],
    sentence: "Input of a request is run as code ({detail}): the attacker {gain}",
    page: include_str!("c01.md"),
    ground,
};

fn ground(g: &mut Ground<'_>) {
    const KINDS: &[SinkKind] =
        &[SinkKind::Command, SinkKind::Eval, SinkKind::Deserialize, SinkKind::Template];
    support::each_flaw(g, KINDS, "code/injection-and-deserialization", &|id, _| Position::Code(id));
}
