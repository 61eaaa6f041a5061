//! C03: input of a request decides the address of an outbound one.

use ringfort_facts::code::taint::SinkKind;
use ringfort_vocab::Layer;

use super::support;
use crate::ground::Ground;
use crate::position::Position;
use crate::technique::Technique;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "C03",
    title: "Server-side request forgery",
    layer: Layer::Code,
    attack: &["T1190"],
    sentence: "The application fetches an address that a request names ({detail}): the attacker {gain}",
    page: include_str!("c03.md"),
    ground,
};

fn ground(g: &mut Ground<'_>) {
    const CONTROL: &str = "code/ssrf-and-path-traversal";
    support::each_flaw(g, &[SinkKind::Url], CONTROL, &|id, _| Position::Ssrf(id));
}
