//! Suppressions in comments.

use ringfort_source::Span;

use super::peers::NOTATIONS;
use super::{Dialect, Scope, Suppression, own};

const MARKER: &str = "ringfort:ignore";
const FILE_MARKER: &str = "-file";

/// The suppressions in `comments` (place and text, with or without the comment's own marks) of one file
/// of `format` (`terraform`, `kubernetes`, `dockerfile`, `python`, ...), in the order of the comments.
pub fn find(comments: &[(Span, &str)], format: &str) -> Vec<Suppression> {
    let mut found = Vec::new();
    for &(span, text) in comments {
        let mut start = span.start;
        for line in text.split_inclusive('\n') {
            let end = start.saturating_add(line.len() as u32);
            read_line(line, Span::new(span.source, start, end.min(span.end)), format, &mut found);
            start = end;
        }
    }
    found
}

fn read_line(line: &str, span: Span, format: &str, found: &mut Vec<Suppression>) {
    // Most comments say nothing of the kind: three substrings rule them out.
    if !(line.contains("ignore")
        || line.contains("skip=")
        || line.contains("nosec")
        || line.contains("kics-scan"))
    {
        return;
    }
    let line = line.trim_end().trim_end_matches("*/").trim_end_matches("-->").trim_end();
    for rest in after(line, MARKER) {
        let (scope, rest) = match rest.strip_prefix(FILE_MARKER) {
            Some(rest) => (Scope::File, rest),
            None => (Scope::Line, rest),
        };
        if rest.is_empty() || rest.starts_with([' ', '\t', ':']) {
            let blank = Suppression::new(Dialect::Ringfort, scope, span);
            found.push(own::read(blank, rest.trim_start_matches(':')));
        }
    }
    for notation in NOTATIONS {
        let read = |rest| (notation.read)(rest, span, format);
        found.extend(after(line, notation.marker).filter_map(read));
    }
}

/// What follows each `marker` that begins a word of the comment. A quoted marker is being talked about.
fn after<'a>(line: &'a str, marker: &'static str) -> impl Iterator<Item = &'a str> {
    let begins_word = |at: &usize| {
        let before = line.get(..*at).and_then(|text| text.chars().next_back());
        before.is_none_or(|c| c.is_whitespace() || matches!(c, '#' | '/' | '*' | '-' | ';' | ','))
    };
    let starts = line.match_indices(marker).map(|(at, _)| at).filter(begins_word);
    starts.filter_map(move |at| line.get(at + marker.len()..))
}

#[cfg(test)]
mod tests {
    use ringfort_source::SourceId;

    use super::*;

    /// Ids, reason, until, scope and dialect of each suppression, as one text.
    fn said(text: &str, format: &str) -> String {
        let span = Span::new(SourceId(0), 0, text.len() as u32);
        let one = |s: Suppression| {
            let until = s.until.map_or_else(|| "-".to_owned(), |d| d.to_string());
            let faults = if s.faults.is_empty() { "" } else { " FAULT" };
            let ids = s.ids.join("+");
            format!("{:?} {:?} [{ids}] {until} ({}){faults}", s.dialect, s.scope, s.reason)
        };
        find(&[(span, text)], format).into_iter().map(one).collect::<Vec<_>>().join("; ")
    }

    #[test]
    fn our_own_notation() {
        let table = [
            ("# ringfort:ignore a/b", "Ringfort Line [a/b] - ()"),
            (
                "# ringfort:ignore a/b,c/d until=2026-12-31 reason=\"needs raw sockets\"",
                "Ringfort Line [a/b+c/d] 2026-12-31 (needs raw sockets)",
            ),
            ("// ringfort:ignore a/b, c/d", "Ringfort Line [a/b+c/d] - ()"),
            (
                "/* ringfort:ignore a/b reason=old until=2026-01-01 */",
                "Ringfort Line [a/b] 2026-01-01 (old)",
            ),
            ("ringfort:ignore a/b reason=two words", "Ringfort Line [a/b] - (two words)"),
            ("# ringfort:ignore-file a/b", "Ringfort File [a/b] - ()"),
            ("#ringfort:ignore", "Ringfort Line [] - () FAULT"),
            ("# ringfort:ignore a/b until=soon", "Ringfort Line [a/b] - () FAULT"),
            ("# ringfort:ignore a/b unti=2026-01-01", "Ringfort Line [a/b] - () FAULT"),
            ("# write \"ringfort:ignore a/b\" to silence it", ""),
            ("# ringfort:ignored", ""),
            ("# x\n# ringfort:ignore a/b", "Ringfort Line [a/b] - ()"),
        ];
        for (text, expected) in table {
            assert_eq!(said(text, "terraform"), expected, "{text}");
        }
    }

    #[test]
    fn peers_notations() {
        let table = [
            (
                "terraform",
                "#checkov:skip=CKV_AWS_20:public on purpose",
                "Checkov Block [CKV_AWS_20] - (public on purpose)",
            ),
            ("dockerfile", "# checkov:skip=CKV_DOCKER_3", "Checkov File [CKV_DOCKER_3] - ()"),
            ("terraform", "# trivy:ignore:AVD-AWS-0086", "Trivy Line [AVD-AWS-0086] - ()"),
            (
                "terraform",
                "#trivy:ignore:AWS-0086 trivy:ignore:AWS-0087",
                "Trivy Line [AWS-0086] - (); Trivy Line [AWS-0087] - ()",
            ),
            (
                "terraform",
                "#tfsec:ignore:AWS009:exp:2026-02-03 reason",
                "Tfsec Line [AWS009] 2026-02-03 (reason)",
            ),
            ("terraform", "#trivy:ignore:*", "Trivy Line [] - ()"),
            (
                "terraform",
                "#trivy:ignore:aws-0001[name=x]",
                "Trivy Line [aws-0001[name=x]] - () FAULT",
            ),
            ("kubernetes", "# kics-scan ignore-line", "Kics Line [] - ()"),
            ("kubernetes", "# kics-scan ignore-block", "Kics NextBlock [] - ()"),
            ("kubernetes", "# kics-scan disable=aaa,bbb", "Kics File [aaa+bbb] - ()"),
            ("kubernetes", "# kics-scan enable=aaa", ""),
            ("dockerfile", "# hadolint ignore=DL3007,DL3008", "Hadolint Line [DL3007+DL3008] - ()"),
            ("dockerfile", "# hadolint global ignore=DL3007", "Hadolint File [DL3007] - ()"),
            ("python", "# nosec", "Bandit Line [] - ()"),
            ("python", "# nosec B602, B608 known", "Bandit Line [B602+B608] - ()"),
            ("python", "# nosecurity here", ""),
            ("python", "# nosemgrep", ""),
            ("terraform", "# nosec", ""),
        ];
        for (format, text, expected) in table {
            assert_eq!(said(text, format), expected, "{text}");
        }
    }
}
