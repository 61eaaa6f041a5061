//! Code, supply chain and CI to container: C and S.

mod c01;
mod c02;
mod c03;
mod c04;
mod c05;
mod c06;
mod c07;
mod c08;
mod gitlab;
mod runners;
mod s01;
mod s02;
mod s03;
mod s05;
mod s06;
mod s07;
mod s09;
mod s10;
mod s12;
mod support;
mod tokens;
mod trusts;

use crate::technique::Technique;

pub(super) const ALL: &[Technique] = &[
    c01::TECHNIQUE,
    c02::TECHNIQUE,
    c03::TECHNIQUE,
    c04::TECHNIQUE,
    c05::TECHNIQUE,
    c06::TECHNIQUE,
    c07::TECHNIQUE,
    c08::TECHNIQUE,
    s01::TECHNIQUE,
    s02::TECHNIQUE,
    s03::TECHNIQUE,
    s05::TECHNIQUE,
    s06::TECHNIQUE,
    s07::TECHNIQUE,
    s09::TECHNIQUE,
    s10::TECHNIQUE,
    s12::TECHNIQUE,
];
