//! Pod and node to identity and secrets: I.

mod i01;
mod i02;
mod i03;
mod i05;
mod i06;
mod i07;
pub(crate) mod support;

use crate::technique::Technique;

pub(super) const ALL: &[Technique] = &[
    i01::TECHNIQUE,
    i02::TECHNIQUE,
    i03::TECHNIQUE,
    i05::TECHNIQUE,
    i06::TECHNIQUE,
    i07::TECHNIQUE,
];
