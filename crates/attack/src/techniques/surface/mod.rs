//! From the Internet to the surface, and over the network of the cluster: E, C10, C11.

mod e01;

use crate::technique::Technique;

pub(super) const ALL: &[Technique] = &[e01::TECHNIQUE];
