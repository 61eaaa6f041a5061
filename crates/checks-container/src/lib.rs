//! Checks of the Container layer.
