//! The pipeline: one function, one line per stage.
