//! Checks of the Cloud layer.
