//! Container to node: N.

mod footholds;
mod n01;
mod n02;
mod n03;
mod n04;
mod n05;
mod n06;
mod n07;
mod n08;
mod n09;
mod n10;
mod n11;
mod n12;
mod n13;
mod n14;
mod n15;
mod n16;
mod n17;
mod n18;
mod n19;
mod n20;
mod n21;
mod n22;
mod n23;
mod paths;
mod sandbox;
pub(super) mod support;

use crate::technique::Technique;

pub(super) const ALL: &[Technique] = &[
    n01::TECHNIQUE,
    n02::TECHNIQUE,
    n03::TECHNIQUE,
    n04::TECHNIQUE,
    n05::TECHNIQUE,
    n06::TECHNIQUE,
    n07::TECHNIQUE,
    n08::TECHNIQUE,
    n09::TECHNIQUE,
    n10::TECHNIQUE,
    n11::TECHNIQUE,
    n12::TECHNIQUE,
    n13::TECHNIQUE,
    n14::TECHNIQUE,
    n15::TECHNIQUE,
    n16::TECHNIQUE,
    n17::TECHNIQUE,
    n18::TECHNIQUE,
    n19::TECHNIQUE,
    n20::TECHNIQUE,
    n21::TECHNIQUE,
    n22::TECHNIQUE,
    n23::TECHNIQUE,
];
