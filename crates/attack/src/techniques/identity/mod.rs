//! Pod and node to identity and secrets: I.

use crate::technique::Technique;

pub(super) const ALL: &[Technique] = &[];
