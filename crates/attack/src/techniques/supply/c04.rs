//! C04: input of a request decides which file is read.

use ringfort_facts::code::taint::SinkKind;
use ringfort_vocab::Layer;

use super::support;
use crate::ground::Ground;
use crate::position::Position;
use crate::technique::Technique;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "C04",
    title: "File read",
    layer: Layer::Code,
    attack: &["T1552.001"],
    sentence: "The application opens a path that a request names ({detail}): the attacker {gain}",
    page: include_str!("c04.md"),
    ground,
};

fn ground(g: &mut Ground<'_>) {
    const CONTROL: &str = "code/ssrf-and-path-traversal";
    support::each_flaw(g, &[SinkKind::Path], CONTROL, &|id, _| Position::Read(id));
}
