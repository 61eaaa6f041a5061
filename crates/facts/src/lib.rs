//! Derived relations over the model, each with its evidence.
