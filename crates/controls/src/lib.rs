//! The catalogue of controls, nullification, and the fold from verdicts to statuses.
