//! Exceptions from scanning.

use ringfort_check::model::TextFile;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Span, Verdict};

/// An entry of `.trivyignore` has no reason or no end.
pub struct UnexplainedIgnore;

impl Check for UnexplainedIgnore {
    const META: Meta = Meta::new(
        "container/unexplained-ignore",
        "Scan exception without a reason or an end",
        "container/image-vulnerability-scanning",
        Severity::Low,
    )
    .frameworks(&["SP800-190-4.1.1"]);
    type On = TextFile;

    fn run(on: &TextFile, scene: &Scene<'_>) -> Verdict {
        if on.path.rsplit('/').next() != Some(".trivyignore") {
            return Verdict::NotApplicable;
        }
        let Some(file) = scene.facts.sources.get(on.source) else { return Verdict::NotApplicable };
        let (mut failures, mut start, mut explained) = (vec![], 0, false);
        for line in file.text.split_inclusive('\n') {
            let text = line.trim();
            let at = Span::of(on.source, start..start + line.trim_end().len());
            start += line.len();
            match text
                .split_once('#')
                .map_or((text, None), |(entry, reason)| (entry.trim(), Some(reason)))
            {
                ("", None) => explained = false,
                ("", Some(_)) => explained = true,
                (entry, reason) => {
                    failures.extend(lacking(entry, explained || reason.is_some(), at));
                }
            }
        }
        Verdict::of(failures, Span::file(on.source), "every exception has a reason and an end")
    }
}

fn lacking(entry: &str, explained: bool, at: Span) -> Option<Failure> {
    let id = entry.split_whitespace().next().unwrap_or(entry);
    let what = match (explained, entry.contains("exp:")) {
        (true, true) => return None,
        (true, false) => "has no end (exp:YYYY-MM-DD)",
        (false, true) => "has no reason",
        (false, false) => "has neither a reason nor an end",
    };
    Some(Failure::new(at, format!("the exception for {id} {what}")).key(id))
}
