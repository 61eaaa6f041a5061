//! Which minor releases of Kubernetes still get fixes, as of November 2026.
//!
//! Sources: kubernetes.io/releases (upstream), the release calendars of EKS, AKS and GKE. For a
//! provider the oldest release counts that its paid, extended support still covers.

use ringfort_check::facts::kube::Component;
use ringfort_check::{Failure, Value, Verdict};

/// Somebody who maintains releases.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Line {
    /// The name in messages.
    name: &'static str,
    /// The oldest minor release that gets fixes.
    oldest: u32,
}

/// The project itself.
pub(crate) const UPSTREAM: Line = Line { name: "Kubernetes", oldest: 35 };
/// Amazon.
pub(crate) const EKS: Line = Line { name: "EKS", oldest: 31 };
/// Azure.
pub(crate) const AKS: Line = Line { name: "AKS", oldest: 31 };
/// Google.
pub(crate) const GKE: Line = Line { name: "GKE", oldest: 31 };

/// The newest minor release that this table knows.
const NEWEST: u32 = 36;

/// The minor number of `1.34`, `v1.34.2`, `1.34.2-gke.100`.
pub(crate) fn minor(text: &str) -> Option<u32> {
    let mut parts = text.trim().trim_start_matches('v').split('.');
    if parts.next() != Some("1") {
        return None;
    }
    let digits = parts.next()?;
    let end = digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
    digits.get(..end)?.parse().ok()
}

/// The minor release of a component, by the tag of its image.
pub(crate) fn of(component: &Component) -> Option<u32> {
    let image = component.image.known()?;
    let (_, tag) = image.split('@').next()?.rsplit_once(':')?;
    minor(tag)
}

/// Judges a version.
pub(crate) fn judge(line: Line, value: &Value<String>) -> Verdict {
    let (text, span) = match value {
        Value::Set(text, span) | Value::Default(text, span) => (text, *span),
        Value::Unknown(span, cause) => return Verdict::unknown(*span, cause.to_string()),
    };
    let Some(minor) = minor(text) else {
        return Verdict::unknown(span, format!("`{text}` does not tell the release"));
    };
    let (name, oldest) = (line.name, line.oldest);
    if minor < oldest {
        let message = format!(
            "release `{text}` gets no fixes any more, the oldest that {name} supports is 1.{oldest}"
        );
        Verdict::fail(Failure::new(span, message))
    } else if minor > NEWEST {
        Verdict::unknown(span, format!("1.{minor} is newer than this program's list of releases"))
    } else {
        Verdict::pass(span, format!("1.{minor} gets fixes"))
    }
}

#[cfg(test)]
mod tests {
    use super::minor;

    #[test]
    fn versions_are_read() {
        let table = [
            ("1.34", Some(34)),
            ("v1.29.3", Some(29)),
            ("1.33.5-gke.100", Some(33)),
            ("1.30+", Some(30)),
            ("latest", None),
            ("2.1", None),
            ("1.", None),
        ];
        for (text, expected) in table {
            assert_eq!(minor(text), expected, "{text}");
        }
    }
}
