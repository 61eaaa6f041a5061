//! Checks of the Code layer.
