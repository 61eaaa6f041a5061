//! Conversions between types.

use super::Args;
use crate::value::{K, Val};

/// Calls a function of this subject; `None` if `name` is not one.
pub(super) fn call(name: &str, args: Args<'_>) -> Option<Val> {
    let value = args.get(0);
    let result = match name {
        "sensitive" | "nonsensitive" | "ephemeralasnull" => value.cloned(),
        "tolist" => value.and_then(|v| v.items().map(|i| args.seq(i.to_vec()))),
        "toset" => value.and_then(|v| v.items().map(|i| Val::set(args.at, i.to_vec()))),
        "tomap" => value.filter(|v| matches!(v.kind, K::Map(_) | K::Null)).cloned(),
        "tostring" => convert(value, |v| v.text().map(|t| args.str(t))),
        "tonumber" => convert(value, |v| v.number().map(|n| args.num(n))),
        "tobool" => convert(value, |v| v.truth().map(|b| args.bool(b))),
        _ => return None,
    };
    Some(result.or_else(|| args.unknown()).unwrap_or_else(|| args.wrong(name)))
}

/// Null stays null; a text that holds something unknown is unknown.
fn convert(value: Option<&Val>, read: impl Fn(&Val) -> Option<Val>) -> Option<Val> {
    let value = value?;
    if value.is_null() || value.is_unknown() {
        return Some(value.clone());
    }
    read(value).or_else(|| value.cause().map(|_| value.unknown_like(value.at)))
}
