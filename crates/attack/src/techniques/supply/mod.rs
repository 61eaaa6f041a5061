//! Code, supply chain and CI to container: C and S.

use crate::technique::Technique;

pub(super) const ALL: &[Technique] = &[];
