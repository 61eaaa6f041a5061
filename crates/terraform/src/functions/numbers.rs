//! Numbers.

use super::Args;
use crate::value::Val;

/// Calls a function of this subject; `None` if `name` is not one.
pub(super) fn call(name: &str, args: Args<'_>) -> Option<Val> {
    let map = |f: fn(f64) -> f64| args.number(0).map(|n| args.num(f(n)));
    let fold = |f: fn(f64, f64) -> f64| {
        let all: Option<Vec<f64>> = args.all.iter().map(Val::number).collect();
        all?.into_iter().reduce(f).map(|n| args.num(n))
    };
    let value = match name {
        "abs" => map(f64::abs),
        "ceil" => map(f64::ceil),
        "floor" => map(f64::floor),
        "signum" => map(|n| if n == 0.0 { 0.0 } else { n.signum() }),
        "max" => fold(f64::max),
        "min" => fold(f64::min),
        "pow" => args.number(0).zip(args.number(1)).map(|(a, b)| args.num(a.powf(b))),
        "log" => args.number(0).zip(args.number(1)).map(|(a, b)| args.num(a.ln() / b.ln())),
        "sum" => sum(args),
        "range" => range(args),
        "parseint" => parse_int(args),
        _ => return None,
    };
    Some(value.unwrap_or_else(|| args.wrong(name)))
}

fn sum(args: Args<'_>) -> Option<Val> {
    let all: Option<Vec<f64>> = args.list(0)?.iter().map(Val::number).collect();
    let all = all.filter(|a| !a.is_empty())?;
    Some(args.num(all.iter().sum()))
}

/// The language gives at most this many numbers.
const MAX_RANGE: usize = 1_024;

fn range(args: Args<'_>) -> Option<Val> {
    let (start, end) = match args.all.len() {
        1 => (0.0, args.number(0)?),
        _ => (args.number(0)?, args.number(1)?),
    };
    let step = match args.get(2) {
        Some(step) => step.number()?,
        None if end < start => -1.0,
        None => 1.0,
    };
    if step == 0.0 || (end - start) * step < 0.0 {
        return None;
    }
    let mut out = Vec::new();
    let mut n = start;
    while if step > 0.0 { n < end } else { n > end } {
        if out.len() >= MAX_RANGE {
            return None;
        }
        out.push(args.num(n));
        n += step;
    }
    Some(args.seq(out))
}

fn parse_int(args: Args<'_>) -> Option<Val> {
    let base = u32::try_from(args.int(1)?).ok().filter(|b| (2..=62).contains(b))?;
    let text = args.text(0)?;
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => (-1.0, digits),
        None => (1.0, text.strip_prefix('+').unwrap_or(&text)),
    };
    if digits.is_empty() {
        return None;
    }
    // Beyond what a double holds exactly the sum is so large that it is not known anyway.
    let add = |n: f64, c: char| Some(n * f64::from(base) + f64::from(digit(c, base)?));
    Some(args.num(sign * digits.chars().try_fold(0.0, add)?))
}

/// The value of a digit: letters of both cases are the same up to base 36; beyond it, capitals are larger.
fn digit(c: char, base: u32) -> Option<u32> {
    let value = match c {
        'A'..='Z' if base > 36 => u32::from(c) - u32::from('A') + 36,
        c => c.to_digit(36)?,
    };
    (value < base).then_some(value)
}
