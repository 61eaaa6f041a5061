//! Identity to cluster: R.

use crate::technique::Technique;

pub(super) const ALL: &[Technique] = &[];
