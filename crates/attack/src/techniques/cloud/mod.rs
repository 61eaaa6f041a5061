//! Cluster to cloud, cloud to cloud and data, cloud back to cluster: X, P and K.

use crate::technique::Technique;

pub(super) const ALL: &[Technique] = &[];
