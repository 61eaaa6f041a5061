//! Security configurations of EMR: one JSON text that says how clusters encrypt.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Failure, Value, Verdict};

/// The switch at `path` within the configuration must be true; absent means false.
pub(crate) fn switch(
    on: &Resource,
    path: &str,
    note: &'static str,
    message: impl FnOnce() -> String,
) -> Verdict {
    let value = Value::bool(on.at(&format!("configuration.{path}")), false);
    let at = if value.is_set() { value.span() } else { on.header };
    Verdict::on(&value, |v| *v, note, || Failure::new(at, message()))
}
