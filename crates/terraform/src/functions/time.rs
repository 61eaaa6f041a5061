//! Points in time, given as texts. What depends on when it runs is not known.

use super::Args;
use crate::value::Val;

/// Calls a function of this subject; `None` if `name` is not one.
pub(super) fn call(name: &str, args: Args<'_>) -> Option<Val> {
    let value = match name {
        "formatdate" => format_date(args),
        "timeadd" => add(args),
        "timecmp" => compare(args),
        "timestamp" | "plantimestamp" => {
            Some(Val::unknown(args.at, format!("{name} is known when it runs only")))
        }
        _ => return None,
    };
    Some(value.unwrap_or_else(|| args.wrong(name)))
}

/// A point in time as RFC 3339 writes it.
#[derive(Clone, Copy)]
struct Time {
    /// Seconds since the start of 1970 on the clock of its own zone.
    local: i64,
    nanos: i64,
    /// Seconds that its zone is ahead of UTC.
    offset: i64,
}

const DAY: i64 = 86_400;
const BILLION: i64 = 1_000_000_000;

impl Time {
    fn read(text: &str) -> Option<Self> {
        let number = |from: usize, to: usize| -> Option<i64> {
            let digits = text.get(from..to)?;
            digits.bytes().all(|b| b.is_ascii_digit()).then(|| digits.parse().ok())?
        };
        let mark = |at: usize, c: char| text.get(at..=at).is_some_and(|t| t.starts_with(c));
        let (year, month, day) = (number(0, 4)?, number(5, 7)?, number(8, 10)?);
        let (hour, minute, second) = (number(11, 13)?, number(14, 16)?, number(17, 19)?);
        let marks = mark(4, '-') && mark(7, '-') && mark(10, 'T') && mark(13, ':') && mark(16, ':');
        let ranges = (1..=12).contains(&month) && (1..=days_in(year, month)).contains(&day);
        if !marks || !ranges || hour > 23 || minute > 59 || second > 59 {
            return None;
        }
        let mut rest = text.get(19..)?;
        let mut nanos = 0;
        if let Some(fraction) = rest.strip_prefix('.') {
            let digits = fraction.bytes().take_while(u8::is_ascii_digit).count();
            let kept = fraction.get(..digits.min(9)).filter(|d| !d.is_empty())?;
            nanos = format!("{kept:0<9}").parse().ok()?;
            rest = fraction.get(digits..)?;
        }
        let local = days(year, month, day) * DAY + hour * 3_600 + minute * 60 + second;
        Some(Self { local, nanos, offset: offset(rest)? })
    }

    fn utc(self) -> (i64, i64) {
        (self.local - self.offset, self.nanos)
    }

    /// Year, month, day.
    fn date(self) -> (i64, i64, i64) {
        date_of(self.local.div_euclid(DAY))
    }

    /// Hour, minute, second.
    fn clock(self) -> (i64, i64, i64) {
        let second = self.local.rem_euclid(DAY);
        (second / 3_600, second / 60 % 60, second % 60)
    }

    /// The zone as `+01:00`, with the given mark between hours and minutes.
    fn zone(self, mark: &str) -> String {
        let minutes = self.offset.abs() / 60;
        let sign = if self.offset < 0 { '-' } else { '+' };
        format!("{sign}{:02}{mark}{:02}", minutes / 60, minutes % 60)
    }

    fn text(self) -> String {
        let ((year, month, day), (hour, minute, second)) = (self.date(), self.clock());
        let fraction = match self.nanos {
            0 => String::new(),
            n => format!(".{}", format!("{n:09}").trim_end_matches('0')),
        };
        let zone = if self.offset == 0 { "Z".into() } else { self.zone(":") };
        format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}{fraction}{zone}")
    }
}

fn offset(text: &str) -> Option<i64> {
    if text == "Z" {
        return Some(0);
    }
    let sign = match text.get(..1)? {
        "+" => 1,
        "-" => -1,
        _ => return None,
    };
    let (hours, minutes) = text.get(1..)?.split_once(':')?;
    let two = |t: &str| t.parse::<i64>().ok().filter(|n| t.len() == 2 && (0..60).contains(n));
    Some(sign * (two(hours)? * 3_600 + two(minutes)? * 60))
}

fn is_leap(year: i64) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

fn days_in(year: i64, month: i64) -> i64 {
    match month {
        2 if is_leap(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Days from the start of 1970, in the proleptic Gregorian calendar; years begin in March here, so that the
/// leap day is the last.
fn days(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

/// The inverse of [`days`].
fn date_of(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let (era, of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let march = (5 * of_year + 2) / 153;
    let month = if march < 10 { march + 3 } else { march - 9 };
    let year = era * 400 + year + i64::from(month <= 2);
    (year, month, of_year - (153 * march + 2) / 5 + 1)
}

/// A span of time such as `1h30m` or `-1.5s`, in billionths of a second.
fn duration(text: &str) -> Option<i64> {
    let (sign, mut rest) = match text.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, text.strip_prefix('+').unwrap_or(text)),
    };
    if rest == "0" {
        return Some(0);
    }
    let mut total = 0_i64;
    while !rest.is_empty() {
        let digits = rest.find(|c: char| !(c.is_ascii_digit() || c == '.'))?;
        let (amount, tail) = rest.split_at_checked(digits)?;
        let letters = tail.find(|c: char| c.is_ascii_digit() || c == '.').unwrap_or(tail.len());
        let (unit, tail) = tail.split_at_checked(letters)?;
        let unit = match unit {
            "h" => 3_600 * BILLION,
            "m" => 60 * BILLION,
            "s" => BILLION,
            "ms" => 1_000_000,
            "us" | "µs" => 1_000,
            "ns" => 1,
            _ => return None,
        };
        total = total.checked_add(scaled(amount, unit)?)?;
        rest = tail;
    }
    (text.len() > 1).then_some(sign * total)
}

fn scaled(amount: &str, unit: i64) -> Option<i64> {
    let (whole, fraction) = amount.split_once('.').unwrap_or((amount, ""));
    let whole: i64 = if whole.is_empty() { 0 } else { whole.parse().ok()? };
    let mut parts = 0;
    let mut place = unit;
    for digit in fraction.chars() {
        place /= 10;
        parts += i64::from(digit.to_digit(10)?) * place;
    }
    whole.checked_mul(unit)?.checked_add(parts)
}

fn add(args: Args<'_>) -> Option<Val> {
    let time = Time::read(&args.text(0)?)?;
    let nanos = time.nanos.checked_add(duration(&args.text(1)?)?)?;
    let local = time.local.checked_add(nanos.div_euclid(BILLION))?;
    Some(args.str(Time { local, nanos: nanos.rem_euclid(BILLION), ..time }.text()))
}

fn compare(args: Args<'_>) -> Option<Val> {
    let (a, b) = (Time::read(&args.text(0)?)?, Time::read(&args.text(1)?)?);
    Some(args.num(f64::from(a.utc().cmp(&b.utc()) as i8)))
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const WEEKDAYS: [&str; 7] =
    ["Thursday", "Friday", "Saturday", "Sunday", "Monday", "Tuesday", "Wednesday"];

fn format_date(args: Args<'_>) -> Option<Val> {
    let (spec, time) = (args.text(0)?, Time::read(&args.text(1)?)?);
    let mut out = String::new();
    let mut rest = &*spec;
    while let Some(c) = rest.chars().next() {
        let taken = if c == '\'' {
            quoted(rest, &mut out)?
        } else if c.is_ascii_alphabetic() {
            let same = rest.chars().take_while(|o| *o == c).count();
            out.push_str(&verb(time, rest.get(..same)?)?);
            same
        } else {
            out.push(c);
            c.len_utf8()
        };
        rest = rest.get(taken..)?;
    }
    Some(args.str(out))
}

/// A text in quotes, in which two quotes stand for one; gives how long it is.
fn quoted(text: &str, out: &mut String) -> Option<usize> {
    let mut chars = text.char_indices().skip(1).peekable();
    while let Some((at, c)) = chars.next() {
        if c != '\'' {
            out.push(c);
        } else if chars.next_if(|(_, c)| *c == '\'').is_some() {
            out.push('\'');
        } else {
            return Some(at + 1);
        }
    }
    None
}

/// What a run of one letter stands for.
fn verb(time: Time, letters: &str) -> Option<String> {
    let ((year, month, day), (hour, minute, second)) = (time.date(), time.clock());
    let name = |all: &[&str], i: i64| Some((*all.get(usize::try_from(i).ok()?)?).to_owned());
    let short = |name: Option<String>| name.and_then(|n| n.get(..3).map(str::to_owned));
    let twelve = if hour % 12 == 0 { 12 } else { hour % 12 };
    let weekday = time.local.div_euclid(DAY).rem_euclid(7);
    Some(match letters {
        "YYYY" => format!("{year:04}"),
        "YY" => format!("{:02}", year % 100),
        "MMMM" => name(&MONTHS, month - 1)?,
        "MMM" => short(name(&MONTHS, month - 1))?,
        "MM" => format!("{month:02}"),
        "M" => month.to_string(),
        "DD" => format!("{day:02}"),
        "D" => day.to_string(),
        "EEEE" => name(&WEEKDAYS, weekday)?,
        "EEE" => short(name(&WEEKDAYS, weekday))?,
        "hh" => format!("{hour:02}"),
        "h" => hour.to_string(),
        "HH" => format!("{twelve:02}"),
        "H" => twelve.to_string(),
        "AA" => if hour < 12 { "AM" } else { "PM" }.into(),
        "aa" => if hour < 12 { "am" } else { "pm" }.into(),
        "mm" => format!("{minute:02}"),
        "m" => minute.to_string(),
        "ss" => format!("{second:02}"),
        "s" => second.to_string(),
        "ZZZ" if time.offset == 0 => "UTC".into(),
        "Z" if time.offset == 0 => "Z".into(),
        "ZZZZZ" | "Z" => time.zone(":"),
        "ZZZZ" | "ZZZ" => time.zone(""),
        _ => return None,
    })
}
