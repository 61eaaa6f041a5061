//! Modes and owners of files of nodes.

use ringfort_check::facts::nodes::NodeFile;
use ringfort_check::{Evidence, Failure, Span, Value, Verdict};

/// The mode is `allowed` or more restrictive: no further bit for group and others, no higher digit for the owner.
pub(crate) fn mode(on: &NodeFile, allowed: u32) -> Verdict {
    let Some(value) = &on.mode else { return Verdict::NotApplicable };
    let bits = match value {
        Value::Unknown(at, cause) => return Verdict::unknown(*at, cause.to_string()),
        Value::Set(bits, _) | Value::Default(bits, _) => *bits,
    };
    let owner = |bits: u32| bits >> 6 & 7;
    if bits & 0o077 & !allowed == 0 && owner(bits) <= owner(allowed) {
        return pass(on, value.span(), format!("`{}` has the mode {:o}", on.path, bits & 0o777));
    }
    let message = format!("`{}` has the mode {:o}, more than {allowed:o}", on.path, bits & 0o777);
    Verdict::fail(failure(on, value.span(), message))
}

/// The owner is `wanted`, as `user:group`.
pub(crate) fn owner(on: &NodeFile, wanted: &str) -> Verdict {
    let Some(value) = &on.owner else { return Verdict::NotApplicable };
    let text = match value {
        Value::Unknown(at, cause) => return Verdict::unknown(*at, cause.to_string()),
        Value::Set(text, _) | Value::Default(text, _) => text,
    };
    if text == wanted {
        return pass(on, value.span(), format!("`{}` belongs to {text}", on.path));
    }
    let message = format!("`{}` belongs to `{text}` and not to `{wanted}`", on.path);
    Verdict::fail(failure(on, value.span(), message))
}

fn pass(on: &NodeFile, at: Span, note: String) -> Verdict {
    let evidence = if on.observed { Evidence::observed(at, note) } else { Evidence::new(at, note) };
    Verdict::Pass(evidence)
}

fn failure(on: &NodeFile, at: Span, message: String) -> Failure {
    Failure::new(at, message).key(format!("{}:{}", on.class, on.path))
}
