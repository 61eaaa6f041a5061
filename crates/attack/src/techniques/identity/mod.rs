//! Pod and node to identity and secrets: I.

mod i01;
mod i02;
mod i03;
mod i04;
mod i05;
mod i06;
mod i07;
mod i08;
mod i09;
mod i10;
mod i11;
pub(crate) mod support;

use crate::technique::Technique;

pub(super) const ALL: &[Technique] = &[
    i01::TECHNIQUE,
    i03::TECHNIQUE,
    i04::TECHNIQUE,
    i05::TECHNIQUE,
    i06::TECHNIQUE,
    i07::TECHNIQUE,
    i08::TECHNIQUE,
    i09::TECHNIQUE,
    i10::TECHNIQUE,
    i11::TECHNIQUE,
];

/// What an identity implies: grounded over every identity that some technique mentioned, so after all of them.
pub(super) const IMPLIED: &[Technique] = &[i02::TECHNIQUE];
