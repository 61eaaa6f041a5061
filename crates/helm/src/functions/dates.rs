//! Dates and durations. The time of rendering is not known.

use super::{Call, Function, Reply, row};
use crate::doubt::Doubt;
use crate::objects::Object;
use crate::value::{Data, Origin, Value};

pub(super) const TABLE: &[Function] = &[
    row("now", 0, 0, |_| Ok(time())),
    row("toDate", 2, 2, |_| Ok(time())),
    row("mustToDate", 2, 2, |_| Ok(time())),
    row("dateModify", 2, 2, |_| Ok(time())),
    row("date_modify", 2, 2, |_| Ok(time())),
    row("mustDateModify", 2, 2, |_| Ok(time())),
    row("must_date_modify", 2, 2, |_| Ok(time())),
    row("date", 2, 2, shown),
    row("dateInZone", 3, 3, shown),
    row("date_in_zone", 3, 3, shown),
    row("htmlDate", 1, 1, shown),
    row("htmlDateInZone", 2, 2, shown),
    row("ago", 1, 1, shown),
    row("unixEpoch", 1, 1, |_| Ok(Value::doubtful("0", Doubt::Now))),
    row("duration", 1, 1, |c| Ok(Value::str(duration(seconds(&c.any(0)))))),
    row("durationRound", 1, 1, |c| Ok(Value::str(rounded(&c.any(0))))),
];

fn time() -> Value {
    let origin = Origin { doubt: Some(Doubt::Now), ..Origin::default() };
    Value { data: Data::Object(Object::Time), origin }
}

fn shown(_: &mut Call<'_, '_>) -> Reply {
    Ok(Value::doubtful("unknown", Doubt::Now))
}

/// Sprig's `duration` takes seconds as text or `int64`, and nothing else.
fn seconds(value: &Value) -> i64 {
    match &value.data {
        Data::Text(text) => text.text.parse().unwrap_or(0),
        Data::Long(i) => *i,
        _ => 0,
    }
}

/// Seconds as Go writes a duration: `1h1m1s`.
fn duration(seconds: i64) -> String {
    let sign = if seconds < 0 { "-" } else { "" };
    let size = seconds.unsigned_abs();
    let (h, m, s) = (size / 3600, size / 60 % 60, size % 60);
    match (h, m) {
        (0, 0) => format!("{sign}{s}s"),
        (0, m) => format!("{sign}{m}m{s}s"),
        (h, m) => format!("{sign}{h}h{m}m{s}s"),
    }
}

/// The largest unit of a duration such as `2h10m5s`.
fn rounded(value: &Value) -> String {
    const UNITS: [(&str, u64); 6] =
        [("y", 31_536_000), ("mo", 2_592_000), ("d", 86_400), ("h", 3_600), ("m", 60), ("s", 1)];
    let total = match &value.data {
        Data::Text(text) => parse(&text.text).unwrap_or(0),
        Data::Long(nanoseconds) => nanoseconds.unsigned_abs() / 1_000_000_000,
        _ => 0,
    };
    let unit = UNITS.iter().find(|(_, size)| total >= *size);
    unit.map_or_else(|| "0s".to_owned(), |(name, size)| format!("{}{name}", total / size))
}

/// The seconds of a Go duration.
fn parse(text: &str) -> Option<u64> {
    let (mut total, mut digits) = (0.0_f64, String::new());
    let mut rest = text.trim_start_matches('-');
    while let Some(c) = rest.chars().next() {
        if c.is_ascii_digit() || c == '.' {
            digits.push(c);
            rest = rest.get(1..)?;
            continue;
        }
        let end = rest.find(|c: char| c.is_ascii_digit()).unwrap_or(rest.len());
        let unit = match rest.get(..end)? {
            "h" => 3600.0,
            "m" => 60.0,
            "s" => 1.0,
            "ms" => 1e-3,
            "us" | "µs" => 1e-6,
            "ns" => 1e-9,
            _ => return None,
        };
        total += digits.parse::<f64>().ok()? * unit;
        digits.clear();
        rest = rest.get(end..)?;
    }
    Some(total as u64)
}
