//! From the Internet to the surface, over the network of the cluster, and root in a container: E, C10 to C16.

mod c10;
mod c11;
mod c12;
mod c13;
mod c15;
mod c16;
mod charts;
mod e01;
mod e02;
mod e03;
mod e04;
mod e05;
mod e06;
mod e07;
mod e08;
mod e09;
mod e10;
mod e11;
mod e12;
mod e13;
mod e14;
mod e16;
mod support;

use crate::technique::Technique;

pub(super) const ALL: &[Technique] = &[
    e01::TECHNIQUE,
    e02::TECHNIQUE,
    e03::TECHNIQUE,
    e04::TECHNIQUE,
    e05::TECHNIQUE,
    e06::TECHNIQUE,
    e07::TECHNIQUE,
    e08::TECHNIQUE,
    e09::TECHNIQUE,
    e10::TECHNIQUE,
    e11::TECHNIQUE,
    e12::TECHNIQUE,
    e13::TECHNIQUE,
    e14::TECHNIQUE,
    e16::TECHNIQUE,
    c10::TECHNIQUE,
    c11::TECHNIQUE,
    c12::TECHNIQUE,
    c13::TECHNIQUE,
    c15::TECHNIQUE,
    c16::TECHNIQUE,
];
