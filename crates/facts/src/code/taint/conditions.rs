//! What a condition proves about the names in it.

use ringfort_model::code::{Call, CompareOp, Expr, ExprKind};
use ringfort_source::Span;

use super::SinkKind;
use super::engine::Walk;
use super::tables::ALL;
use super::value::{Env, harmless};

/// Whom a testing call speaks of.
enum Tested {
    Receiver,
    Arguments,
}

/// Calls that test: their names, whom they speak of, the sites that are safe behind them, and why.
const TESTS: [(&[&str], Tested, &[SinkKind], &str); 5] = [
    (&["is_relative_to"], Tested::Receiver, &[SinkKind::Path], "kept inside a base folder"),
    (
        &["startswith"],
        Tested::Receiver,
        &[SinkKind::Path, SinkKind::Url, SinkKind::Redirect],
        "compared with a fixed beginning",
    ),
    (
        &["url_has_allowed_host_and_scheme", "is_safe_url"],
        Tested::Arguments,
        &[SinkKind::Redirect, SinkKind::Url],
        "allowed host",
    ),
    (
        &["isdigit", "isalnum", "isidentifier", "isnumeric"],
        Tested::Receiver,
        ALL,
        "letters and digits only",
    ),
    (&["fullmatch"], Tested::Arguments, ALL, "matched as a whole"),
];

impl Walk<'_, '_> {
    /// What a condition says about names, where it holds (or where it does not).
    pub(super) fn checked(&self, test: &Expr, holds: bool, env: &mut Env) {
        match &test.kind {
            ExprKind::Not(inner) => self.checked(inner, !holds, env),
            ExprKind::BoolOp { and, values } if *and == holds => {
                for value in values {
                    self.checked(value, holds, env);
                }
            }
            ExprKind::Compare { left, rest } => {
                let [(op, set)] = rest.as_slice() else { return };
                if self.is_fixed(*op, set, holds, env) {
                    harmless(left, ALL, test.span, "membership in a fixed set", env);
                }
            }
            ExprKind::Call(call) if holds => tested(call, test.span, env),
            _ => {}
        }
    }

    /// Does the comparison leave only values that the code itself names?
    fn is_fixed(&self, op: CompareOp, set: &Expr, holds: bool, env: &Env) -> bool {
        let member = matches!((op, holds), (CompareOp::In, true) | (CompareOp::NotIn, false));
        let equal = matches!((op, holds), (CompareOp::Eq, true) | (CompareOp::NotEq, false));
        (member && self.eval_quiet(set, env).is_none()) || (equal && set.is_constant())
    }
}

/// What a call that answered yes says.
fn tested(call: &Call, at: Span, env: &mut Env) {
    let name = call.callee.last_name().unwrap_or("");
    let Some((_, whom, kinds, why)) = TESTS.iter().find(|(names, ..)| names.contains(&name)) else {
        return;
    };
    match (whom, &call.callee.kind) {
        (Tested::Receiver, ExprKind::Attribute { value, .. }) => {
            harmless(value, kinds, at, why, env);
        }
        (Tested::Receiver, _) => {}
        (Tested::Arguments, _) => {
            for argument in &call.args {
                harmless(argument, kinds, at, why, env);
            }
        }
    }
}
