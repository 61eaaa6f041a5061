//! Numbers.

use super::{Call, Function, MANY, Reply, row};
use crate::fault::Fault;
use crate::value::{Data, Value};

pub(super) const TABLE: &[Function] = &[
    row("int", 1, 1, |c| Ok(Value::int(long(&c.any(0))))),
    row("int64", 1, 1, |c| Ok(Value::long(long(&c.any(0))))),
    row("float64", 1, 1, |c| Ok(Value::float(float(&c.any(0))))),
    row("atoi", 1, 1, |c| Ok(Value::int(c.string(0)?.parse().unwrap_or(0)))),
    row("toDecimal", 1, 1, |c| {
        let shown = crate::print::plain(&c.any(0))?;
        Ok(Value::long(i64::from_str_radix(&shown, 8).unwrap_or(0)))
    }),
    row("add", 0, MANY, |c| fold(c, 0, i64::wrapping_add)),
    row("add1", 1, 1, |c| Ok(Value::long(long(&c.any(0)).wrapping_add(1)))),
    row("mul", 1, MANY, |c| fold(c, 1, i64::wrapping_mul)),
    row("sub", 2, 2, |c| Ok(Value::long(long(&c.any(0)).wrapping_sub(long(&c.any(1)))))),
    row("div", 2, 2, |c| divided(c, i64::checked_div)),
    row("mod", 2, 2, |c| divided(c, i64::checked_rem)),
    row("max", 1, MANY, |c| extreme(c, i64::max)),
    row("biggest", 1, MANY, |c| extreme(c, i64::max)),
    row("min", 1, MANY, |c| extreme(c, i64::min)),
    row("maxf", 1, MANY, |c| extreme_float(c, f64::max)),
    row("minf", 1, MANY, |c| extreme_float(c, f64::min)),
    row("add1f", 1, 1, |c| Ok(Value::float(add(float(&c.any(0)), 1.0)))),
    row("addf", 0, MANY, |c| fold_float(c, add)),
    row("subf", 1, MANY, |c| fold_float(c, |a, b| exact(a, b, '-', a - b))),
    row("mulf", 1, MANY, |c| fold_float(c, |a, b| exact(a, b, '*', a * b))),
    row("divf", 1, MANY, |c| fold_float(c, |a, b| a / b)),
    row("ceil", 1, 1, |c| Ok(Value::float(float(&c.any(0)).ceil()))),
    row("floor", 1, 1, |c| Ok(Value::float(float(&c.any(0)).floor()))),
    row("round", 2, 3, round),
    row("until", 1, 1, |c| {
        let end = c.int(0)?;
        steps(c, 0, end, if end < 0 { -1 } else { 1 })
    }),
    row("untilStep", 3, 3, |c| {
        let (start, end, step) = (c.int(0)?, c.int(1)?, c.int(2)?);
        steps(c, start, end, step)
    }),
    row("seq", 0, MANY, seq),
];

/// A number as `int64`: texts are read in the base they name, fractions are cut.
pub(super) fn long(value: &Value) -> i64 {
    match &value.data {
        Data::Int(i) | Data::Long(i) => *i,
        Data::Float(f) => *f as i64,
        Data::Bool(b) => i64::from(*b),
        Data::Text(text) => integer(&text.text).unwrap_or(0),
        _ => 0,
    }
}

fn integer(text: &str) -> Option<i64> {
    let (negative, body) = match text.strip_prefix('-') {
        Some(body) => (true, body),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    // A fraction of zeros is no fraction.
    let body = match body.split_once('.') {
        Some((whole, zeros)) if zeros.bytes().all(|b| b == b'0') => whole,
        Some(_) => return None,
        None => body,
    };
    let (radix, digits) = match body.get(..2) {
        Some("0x" | "0X") => (16, body.get(2..)?),
        Some("0b" | "0B") => (2, body.get(2..)?),
        Some("0o" | "0O") => (8, body.get(2..)?),
        _ => (10, body),
    };
    let leading_zero = radix == 10 && digits.len() > 1 && digits.starts_with('0');
    let (radix, digits) = if leading_zero { (8, digits.get(1..)?) } else { (radix, digits) };
    let size = i64::from_str_radix(digits, radix).ok()?;
    if digits.starts_with(['+', '-']) {
        return None;
    }
    Some(if negative { -size } else { size })
}

/// A number as `float64`.
pub(super) fn float(value: &Value) -> f64 {
    match &value.data {
        Data::Int(i) | Data::Long(i) => *i as f64,
        Data::Float(f) => *f,
        Data::Bool(b) => f64::from(u8::from(*b)),
        Data::Text(text) => text.text.parse().unwrap_or(0.0),
        _ => 0.0,
    }
}

/// Sprig calculates in decimals, so that 0.1 and 0.2 make 0.3: digits and how many stand behind the point.
fn decimal(value: f64) -> Option<(i128, u32)> {
    let text = format!("{value}");
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let digits = format!("{whole}{fraction}").parse().ok()?;
    Some((digits, u32::try_from(fraction.len()).ok().filter(|n| *n <= 18)?))
}

/// Two numbers joined in decimals, where they are not too long; else by `otherwise`.
fn exact(a: f64, b: f64, sign: char, otherwise: f64) -> f64 {
    let join = || {
        let ((x, left), (y, right)) = (decimal(a)?, decimal(b)?);
        let places = left.max(right);
        let align = |n: i128, own: u32| n.checked_mul(10_i128.checked_pow(places - own)?);
        let (digits, places) = match sign {
            '+' => (align(x, left)?.checked_add(align(y, right)?)?, places),
            '-' => (align(x, left)?.checked_sub(align(y, right)?)?, places),
            _ => (x.checked_mul(y)?, left + right),
        };
        format!("{digits}e-{places}").parse().ok()
    };
    join().unwrap_or(otherwise)
}

fn add(a: f64, b: f64) -> f64 {
    exact(a, b, '+', a + b)
}

fn fold(call: &Call<'_, '_>, start: i64, join: fn(i64, i64) -> i64) -> Reply {
    Ok(Value::long(call.arguments.iter().map(long).fold(start, join)))
}

fn fold_float(call: &Call<'_, '_>, join: fn(f64, f64) -> f64) -> Reply {
    let result = call.arguments.iter().map(float).reduce(join);
    Ok(Value::float(result.unwrap_or(0.0)))
}

fn divided(call: &Call<'_, '_>, by: fn(i64, i64) -> Option<i64>) -> Reply {
    let result = by(long(&call.any(0)), long(&call.any(1)));
    result.map(Value::long).ok_or_else(|| Fault::new("a division by zero"))
}

fn extreme(call: &Call<'_, '_>, pick: fn(i64, i64) -> i64) -> Reply {
    Ok(Value::long(call.arguments.iter().map(long).reduce(pick).unwrap_or(0)))
}

fn extreme_float(call: &Call<'_, '_>, pick: fn(f64, f64) -> f64) -> Reply {
    Ok(Value::float(call.arguments.iter().map(float).reduce(pick).unwrap_or(0.0)))
}

fn round(call: &mut Call<'_, '_>) -> Reply {
    let value = float(&call.any(0));
    let places = i32::try_from(call.int(1)?).unwrap_or(0).clamp(-300, 300);
    let half = call.arguments.get(2).map_or(0.5, float);
    let power = 10_f64.powi(places);
    let digits = power * value;
    let rounded = if digits.fract() >= half { digits.ceil() } else { digits.floor() };
    Ok(Value::float(rounded / power))
}

/// The numbers from `start` to before `end`.
fn numbers(call: &Call<'_, '_>, start: i64, end: i64, step: i64) -> Result<Vec<i64>, Fault> {
    let towards = if end < start { step < 0 } else { step > 0 };
    if !towards {
        return Ok(vec![]);
    }
    let count = end.abs_diff(start).div_ceil(step.unsigned_abs());
    call.room(usize::try_from(count.saturating_mul(64)).unwrap_or(usize::MAX))?;
    let mut out = vec![];
    let mut next = start;
    for _ in 0..count {
        out.push(next);
        next = next.saturating_add(step);
    }
    Ok(out)
}

fn steps(call: &Call<'_, '_>, start: i64, end: i64, step: i64) -> Reply {
    Ok(Value::list(numbers(call, start, end, step)?.into_iter().map(Value::int).collect()))
}

/// As the command `seq`: last; first and last; first, step and last. The last one is included.
fn seq(call: &mut Call<'_, '_>) -> Reply {
    let bounds: Result<Vec<i64>, Fault> = (0..call.arguments.len()).map(|i| call.int(i)).collect();
    let (start, step, end) = match bounds?.as_slice() {
        [end] => (1, if *end < 1 { -1 } else { 1 }, *end),
        [start, end] => (*start, if end < start { -1 } else { 1 }, *end),
        [start, step, end] => (*start, *step, *end),
        _ => return Ok(Value::str("")),
    };
    let last = end.saturating_add(if step < 0 { -1 } else { 1 });
    let found = numbers(call, start, last, step)?;
    let words: Vec<String> = found.iter().map(ToString::to_string).collect();
    Ok(Value::str(words.join(" ")))
}
