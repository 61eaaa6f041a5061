//! Calendar dates as settings and suppressions write them.

use std::fmt;

/// A day of the proleptic Gregorian calendar. Ordered by time; written `YYYY-MM-DD`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    year: u16,
    month: u8,
    day: u8,
}

impl Date {
    /// The date of exactly `YYYY-MM-DD`; `None` for another form or a day that does not exist.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split('-');
        let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
        let digits =
            |part: &str, len| part.len() == len && part.bytes().all(|b| b.is_ascii_digit());
        if parts.next().is_some() || !(digits(year, 4) && digits(month, 2) && digits(day, 2)) {
            return None;
        }
        let date =
            Self { year: year.parse().ok()?, month: month.parse().ok()?, day: day.parse().ok()? };
        (date.day >= 1 && date.day <= days_in(date.year, date.month)).then_some(date)
    }

    /// The UTC date of a Unix time in seconds. Times beyond the year 9999 stay there.
    pub fn from_unix(seconds: u64) -> Self {
        let (mut year, mut month) = (1970u16, 1u8);
        let mut days = seconds / 86_400;
        while days >= year_length(year) && year < 9999 {
            days -= year_length(year);
            year += 1;
        }
        while days >= u64::from(days_in(year, month)) && month < 12 {
            days -= u64::from(days_in(year, month));
            month += 1;
        }
        Self { year, month, day: (days.min(30) + 1) as u8 }
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

const fn is_leap(year: u16) -> bool {
    year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400))
}

const fn year_length(year: u16) -> u64 {
    if is_leap(year) { 366 } else { 365 }
}

/// How many days `month` has; 0 for a month that does not exist.
const fn days_in(year: u16, month: u8) -> u8 {
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if is_leap(year) => 29,
        2 => 28,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_days_that_exist_are_dates() {
        let table = [
            ("2026-01-31", true),
            ("2024-02-29", true),
            ("2026-02-29", false),
            ("2026-13-01", false),
            ("2026-00-10", false),
            ("2026-04-00", false),
            ("26-04-01", false),
            ("2026-4-1", false),
            ("2026-04-01-01", false),
            ("+026-04-01", false),
            ("soon", false),
        ];
        for (text, valid) in table {
            assert_eq!(Date::parse(text).map(|d| d.to_string()), valid.then(|| text.to_owned()));
        }
    }

    #[test]
    fn unix_time_becomes_a_date() {
        let table = [
            (0, "1970-01-01"),
            (86_399, "1970-01-01"),
            (951_782_400, "2000-02-29"),
            (1_767_225_599, "2025-12-31"),
            (1_767_225_600, "2026-01-01"),
        ];
        for (seconds, date) in table {
            assert_eq!(Date::from_unix(seconds).to_string(), date);
        }
    }
}
