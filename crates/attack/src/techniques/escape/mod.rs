//! Container to node: N.

use crate::technique::Technique;

pub(super) const ALL: &[Technique] = &[];
