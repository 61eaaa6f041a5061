//! Durations as Go writes them: `1h30m`, `300s`, `250ms`.

/// The seconds of `text`; `None` where it is no duration.
pub(crate) fn seconds(text: &str) -> Option<f64> {
    if text == "0" {
        return Some(0.0);
    }
    let mut rest = text;
    let mut total = 0.0;
    while !rest.is_empty() {
        let digits = rest.find(|c: char| !c.is_ascii_digit() && c != '.')?;
        let number: f64 = rest.get(..digits)?.parse().ok()?;
        let after = rest.get(digits..)?;
        let end = after.find(|c: char| c.is_ascii_digit()).unwrap_or(after.len());
        total += number * unit(after.get(..end)?)?;
        rest = after.get(end..)?;
    }
    (!text.is_empty()).then_some(total)
}

fn unit(name: &str) -> Option<f64> {
    match name {
        "h" => Some(3600.0),
        "m" => Some(60.0),
        "s" => Some(1.0),
        "ms" => Some(1e-3),
        "us" | "µs" => Some(1e-6),
        "ns" => Some(1e-9),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::seconds;

    #[test]
    fn durations_are_read() {
        let table = [
            ("1h30m", Some(5400.0)),
            ("300s", Some(300.0)),
            ("0", Some(0.0)),
            ("0s", Some(0.0)),
            ("1.5h", Some(5400.0)),
            ("500ms", Some(0.5)),
            ("5", None),
            ("", None),
            ("h", None),
            ("-5m", None),
        ];
        for (text, expected) in table {
            assert_eq!(seconds(text), expected, "{text}");
        }
    }
}
