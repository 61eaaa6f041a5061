//! Checks of the Cluster layer.
