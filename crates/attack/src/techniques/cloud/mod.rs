//! Cluster to cloud, cloud to cloud and data, cloud back to cluster: X, P and K.

mod k01;
mod k02;
mod k03;
mod k04;
mod k05;
mod k06;
mod k07;
mod k08;
mod k09;
mod p01;
mod p02;
mod p03;
mod p04;
mod p05;
mod p06;
mod p07;
mod p08;
mod p09;
pub(super) mod support;
mod x01;
mod x02;
mod x03;
mod x04;
mod x05;
mod x06;
mod x07;
mod x08;
mod x09;
mod x10;
mod x11;

use crate::technique::Technique;

pub(super) const ALL: &[Technique] = &[
    x01::TECHNIQUE,
    x02::TECHNIQUE,
    x03::TECHNIQUE,
    x04::TECHNIQUE,
    x05::TECHNIQUE,
    x06::TECHNIQUE,
    x07::TECHNIQUE,
    x08::TECHNIQUE,
    x09::TECHNIQUE,
    x10::TECHNIQUE,
    x11::TECHNIQUE,
    p01::TECHNIQUE,
    p02::TECHNIQUE,
    p03::TECHNIQUE,
    p04::TECHNIQUE,
    p05::TECHNIQUE,
    p06::TECHNIQUE,
    p07::TECHNIQUE,
    p08::TECHNIQUE,
    p09::TECHNIQUE,
    k01::TECHNIQUE,
    k02::TECHNIQUE,
    k03::TECHNIQUE,
    k04::TECHNIQUE,
    k05::TECHNIQUE,
    k06::TECHNIQUE,
    k07::TECHNIQUE,
    k08::TECHNIQUE,
    k09::TECHNIQUE,
];
