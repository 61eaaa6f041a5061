//! Operators, three-valued.

use ringfort_source::Span;
use ringfort_syntax::hcl::{Binary, Unary};

use crate::equality::equal;
use crate::refs::join_refs;
use crate::value::Val;

/// `op value`
pub(crate) fn unary(op: Unary, value: &Val, at: Span) -> Val {
    if value.is_unknown() {
        return value.unknown_like(at);
    }
    let result = match op {
        Unary::Not => value.truth().map(|b| Val::bool(at, !b)),
        Unary::Neg => value.number().map(|n| Val::num(at, -n)),
    };
    result
        .unwrap_or_else(|| Val::error(at, "the operand is of the wrong type"))
        .with_refs(&value.refs)
}

/// `a op b`. Where one side decides alone, the other may be unknown.
pub(crate) fn binary(op: Binary, a: &Val, b: &Val, at: Span) -> Val {
    let refs = join_refs(&a.refs, &b.refs);
    let undecided = || {
        let side = [a, b].into_iter().find(|v| v.cause().is_some()).unwrap_or(a);
        side.unknown_like(at)
    };
    let wrong = || Val::error(at, "an operand is of the wrong type");
    let result = match op {
        Binary::And | Binary::Or => {
            // `false &&` and `true ||` decide.
            let deciding = op == Binary::Or;
            let (x, y) = (a.truth(), b.truth());
            match (x, y) {
                _ if x == Some(deciding) || y == Some(deciding) => Val::bool(at, deciding),
                (Some(_), Some(_)) => Val::bool(at, !deciding),
                _ if a.is_unknown() || b.is_unknown() => undecided(),
                _ => wrong(),
            }
        }
        Binary::Eq | Binary::NotEq => match equal(a, b) {
            Some(same) => Val::bool(at, same == (op == Binary::Eq)),
            None => undecided(),
        },
        _ if a.is_unknown() || b.is_unknown() => undecided(),
        _ => match (a.number(), b.number()) {
            (Some(x), Some(y)) => arithmetic(op, x, y, at),
            _ => wrong(),
        },
    };
    result.with_refs(&refs)
}

/// The language computes with many more digits than a double has: `0.1 + 0.2` is `0.3` there. What is kept
/// are the 15 digits that are certain.
fn decimal(n: f64) -> f64 {
    if n.fract() == 0.0 || !n.is_finite() {
        return n;
    }
    format!("{n:.14e}").parse().unwrap_or(n)
}

fn arithmetic(op: Binary, x: f64, y: f64, at: Span) -> Val {
    match op {
        Binary::Add => Val::num(at, decimal(x + y)),
        Binary::Sub => Val::num(at, decimal(x - y)),
        Binary::Mul => Val::num(at, decimal(x * y)),
        Binary::Div | Binary::Mod if y == 0.0 => Val::error(at, "division by zero"),
        Binary::Div => Val::num(at, decimal(x / y)),
        Binary::Mod => Val::num(at, decimal(x % y)),
        Binary::Less => Val::bool(at, x < y),
        Binary::LessEq => Val::bool(at, x <= y),
        Binary::Greater => Val::bool(at, x > y),
        _ => Val::bool(at, x >= y),
    }
}
