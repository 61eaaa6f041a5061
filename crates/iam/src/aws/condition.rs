//! Conditions of a statement, judged against what is known of a request.
//!
//! Source: IAM User Guide, "IAM JSON policy elements: Condition operators" and "Multivalued context keys".

use std::net::IpAddr;

use super::context::{Context, Found};
use super::policy::Pattern;
use crate::text::{Case, Text};
use crate::tri::Tri;

/// How a key with several values is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Quantifier {
    /// A key with one value.
    One,
    /// `ForAllValues:`; holds for a key without values.
    All,
    /// `ForAnyValue:`; fails for a key without values.
    Any,
}

/// What is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Test {
    Equals,
    EqualsIgnoreCase,
    Like,
    Arn,
    Number(Order),
    Date(Order),
    Bool,
    Binary,
    Ip,
    Null,
}

/// How numbers and dates compare: the request's value stands on the left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Order {
    Equal,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

/// Operator, key and values. The values are alternatives of each other.
#[derive(Clone, Debug)]
pub(crate) struct Condition {
    quantifier: Quantifier,
    test: Option<Test>,
    negated: bool,
    if_exists: bool,
    operator: Box<str>,
    /// In lower case.
    pub(crate) key: Box<str>,
    pub(crate) values: Vec<Pattern>,
}

impl Condition {
    pub(crate) fn new(operator: &str, key: &str, values: Vec<Pattern>) -> Self {
        let lower = operator.to_ascii_lowercase();
        let (quantifier, plain) = if let Some(rest) = lower.strip_prefix("forallvalues:") {
            (Quantifier::All, rest)
        } else if let Some(rest) = lower.strip_prefix("foranyvalue:") {
            (Quantifier::Any, rest)
        } else {
            (Quantifier::One, &*lower)
        };
        let (plain, if_exists) =
            plain.strip_suffix("ifexists").map_or((plain, false), |rest| (rest, true));
        let found = test(plain);
        Self {
            quantifier,
            test: found.map(|(test, _)| test),
            negated: found.is_some_and(|(_, negated)| negated),
            if_exists,
            operator: operator.into(),
            key: key.to_ascii_lowercase().into(),
            values,
        }
    }

    /// This condition on `key`.
    pub(crate) fn on(&self, key: &str) -> Self {
        Self { key: key.into(), ..self.clone() }
    }

    /// Does it compare for equality or likeness, without being negated?
    pub(crate) fn is_positive_text(&self) -> bool {
        let text = [Test::Equals, Test::EqualsIgnoreCase, Test::Like, Test::Arn];
        !self.negated && !self.if_exists && self.test.is_some_and(|t| text.contains(&t))
    }

    /// Are `*` and `?` wildcards in its values?
    pub(crate) fn has_wildcards(&self) -> bool {
        matches!(self.test, Some(Test::Like | Test::Arn))
    }

    /// Does it hold?
    pub(crate) fn holds(&self, context: &Context) -> Tri {
        let Some(test) = self.test else {
            return Tri::unknown(format!("the operator `{}` is not known", self.operator));
        };
        let found = context.find(&self.key);
        if test == Test::Null {
            return self.null(&found);
        }
        match found {
            Found::Unknown(cause) => Tri::Unknown(cause),
            Found::Absent if self.if_exists => Tri::Yes,
            Found::Absent => match self.quantifier {
                Quantifier::All => Tri::Yes,
                Quantifier::Any => Tri::No,
                Quantifier::One => self.negated.into(),
            },
            Found::Values(values) => self.compare(test, &values, context),
        }
    }

    /// `Null`: `true` asks for the key's absence, `false` for its presence.
    fn null(&self, found: &Found) -> Tri {
        let absent: Tri = match found {
            Found::Unknown(cause) => return Tri::Unknown(cause.clone()),
            Found::Absent => Tri::Yes,
            Found::Values(_) => Tri::No,
        };
        let wanted = |p: &Pattern| match p.text.known().as_deref() {
            Some(t) if t.eq_ignore_ascii_case("true") => absent.clone(),
            Some(t) if t.eq_ignore_ascii_case("false") => !absent.clone(),
            _ => Tri::unknown(format!("the value of `Null` for `{}` is not known", self.key)),
        };
        Tri::any(self.values.iter().map(wanted))
    }

    fn compare(&self, test: Test, values: &[Text], context: &Context) -> Tri {
        let one = |value: &Text| {
            let hit = Tri::any(self.values.iter().map(|expected| {
                let expected = expected.text.filled(&|name| context.fill(name));
                matches(test, value, &expected, &self.key)
            }));
            if self.negated { !hit } else { hit }
        };
        match self.quantifier {
            Quantifier::All => Tri::all(values.iter().map(one)),
            Quantifier::Any | Quantifier::One => Tri::any(values.iter().map(one)),
        }
    }
}

/// The test of an operator in lower case, and whether it is negated.
fn test(operator: &str) -> Option<(Test, bool)> {
    Some(match operator {
        "stringequals" => (Test::Equals, false),
        "stringnotequals" => (Test::Equals, true),
        "stringequalsignorecase" => (Test::EqualsIgnoreCase, false),
        "stringnotequalsignorecase" => (Test::EqualsIgnoreCase, true),
        "stringlike" => (Test::Like, false),
        "stringnotlike" => (Test::Like, true),
        "arnequals" | "arnlike" => (Test::Arn, false),
        "arnnotequals" | "arnnotlike" => (Test::Arn, true),
        "numericequals" => (Test::Number(Order::Equal), false),
        "numericnotequals" => (Test::Number(Order::Equal), true),
        "numericlessthan" => (Test::Number(Order::Less), false),
        "numericlessthanequals" => (Test::Number(Order::LessOrEqual), false),
        "numericgreaterthan" => (Test::Number(Order::Greater), false),
        "numericgreaterthanequals" => (Test::Number(Order::GreaterOrEqual), false),
        "dateequals" => (Test::Date(Order::Equal), false),
        "datenotequals" => (Test::Date(Order::Equal), true),
        "datelessthan" => (Test::Date(Order::Less), false),
        "datelessthanequals" => (Test::Date(Order::LessOrEqual), false),
        "dategreaterthan" => (Test::Date(Order::Greater), false),
        "dategreaterthanequals" => (Test::Date(Order::GreaterOrEqual), false),
        "bool" => (Test::Bool, false),
        "binaryequals" => (Test::Binary, false),
        "ipaddress" => (Test::Ip, false),
        "notipaddress" => (Test::Ip, true),
        "null" => (Test::Null, false),
        _ => return None,
    })
}

/// Does the request's `value` match what the policy expects?
fn matches(test: Test, value: &Text, expected: &Text, key: &str) -> Tri {
    match test {
        Test::Equals | Test::Binary => expected.without_wildcards().covers(value, Case::Exact),
        Test::EqualsIgnoreCase | Test::Bool => {
            expected.without_wildcards().covers(value, Case::Ignored)
        }
        Test::Like | Test::Arn => expected.covers(value, Case::Exact),
        Test::Number(order) => ordered(order, number(value), number(expected), key),
        Test::Date(order) => ordered(order, date(value), date(expected), key),
        Test::Ip => ip(value, expected, key),
        Test::Null => Tri::No,
    }
}

fn ordered(order: Order, value: Option<f64>, expected: Option<f64>, key: &str) -> Tri {
    let (Some(value), Some(expected)) = (value, expected) else {
        return Tri::unknown(format!("a value that `{key}` is compared with is not known"));
    };
    match order {
        Order::Equal => (value - expected).abs() < f64::EPSILON,
        Order::Less => value < expected,
        Order::LessOrEqual => value <= expected,
        Order::Greater => value > expected,
        Order::GreaterOrEqual => value >= expected,
    }
    .into()
}

fn number(text: &Text) -> Option<f64> {
    text.known()?.trim().parse().ok()
}

/// Seconds since 1970 of a date (`2026-01-31`, `2026-01-31T12:00:00Z`) or a number of them.
fn date(text: &Text) -> Option<f64> {
    let text = text.known()?;
    if let Ok(seconds) = text.parse() {
        return Some(seconds);
    }
    let (day, time) = text.split_once('T').unwrap_or((&text, "00:00:00Z"));
    let mut parts = day.splitn(3, '-').map(str::parse::<i64>);
    let (year, month, day) = (parts.next()?.ok()?, parts.next()?.ok()?, parts.next()?.ok()?);
    if !(1..=12).contains(&month) || !(1..=31).contains(&day) || !(0..=9999).contains(&year) {
        return None;
    }
    let mut clock = time.strip_suffix('Z')?.splitn(3, ':').map(str::parse::<f64>);
    let (hour, minute) = (clock.next()?.ok()?, clock.next()?.ok()?);
    let second = clock.next().and_then(Result::ok).unwrap_or(0.0);
    let days = f64::from(i32::try_from(days(year, month, day)).ok()?);
    Some(days * 86_400.0 + hour * 3600.0 + minute * 60.0 + second)
}

/// Days from 1970-01-01 in the Gregorian calendar.
fn days(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let in_era = year.rem_euclid(400);
    let in_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + in_era * 365 + in_era / 4 - in_era / 100 + in_year - 719_468
}

fn ip(value: &Text, expected: &Text, key: &str) -> Tri {
    let parsed =
        value.known().and_then(|v| network(&v)).zip(expected.known().and_then(|e| network(&e)));
    let Some(((address, own), (base, length))) = parsed else {
        return Tri::unknown(format!("an address that `{key}` is compared with is not known"));
    };
    let inside = match (address, base) {
        (IpAddr::V4(a), IpAddr::V4(b)) => {
            shared(a.to_bits().into(), b.to_bits().into(), 32, length)
        }
        (IpAddr::V6(a), IpAddr::V6(b)) => shared(a.to_bits(), b.to_bits(), 128, length),
        _ => false,
    };
    (inside && own >= length).into()
}

/// An address with the length of its prefix.
fn network(text: &str) -> Option<(IpAddr, u32)> {
    let (address, length) = match text.split_once('/') {
        Some((address, length)) => (address, Some(length.parse().ok()?)),
        None => (text, None),
    };
    let address: IpAddr = address.parse().ok()?;
    let most = if address.is_ipv4() { 32 } else { 128 };
    let length = length.unwrap_or(most);
    (length <= most).then_some((address, length))
}

fn shared(a: u128, b: u128, width: u32, length: u32) -> bool {
    let shift = width.saturating_sub(length);
    a.checked_shr(shift).unwrap_or(0) == b.checked_shr(shift).unwrap_or(0)
}
