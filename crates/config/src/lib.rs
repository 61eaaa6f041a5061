//! Settings from ringfort.toml and flags, and suppressions.
