//! A filter masks credentials before a line is written.

use ringfort_check::facts::code::App;
use ringfort_check::{Check, Confidence, Meta, Scene, Severity, Verdict};

use crate::support::apps;

/// Nothing masks credentials in the log.
pub struct NoRedactionFilter;

impl Check for NoRedactionFilter {
    const META: Meta = Meta::new(
        "code/no-redaction-filter",
        "Nothing masks credentials in the log",
        "code/logging-practices",
        Severity::Info,
    )
    .confidence(Confidence::Medium)
    .frameworks(&["CWE-532", "ASVS-5.0-16.2.5"]);
    type On = App;

    fn run(on: &App, scene: &Scene<'_>) -> Verdict {
        let logs = apps::calls(scene, on, &["getLogger", "get_logger", "basicConfig"]);
        if logs.is_empty() {
            return Verdict::NotApplicable;
        }
        for module in apps::modules(scene, on) {
            let filter = module
                .classes
                .iter()
                .find(|c| c.bases.iter().any(|b| b.last_name() == Some("Filter")));
            if let Some(filter) = filter {
                return Verdict::pass(filter.name_span, "a logging filter is defined");
            }
        }
        if let Some((_, _, call)) = apps::calls(scene, on, &["addFilter"]).first() {
            return Verdict::pass(call.span, "a logging filter is added");
        }
        let processor = apps::modules(scene, on).into_iter().flat_map(|m| &m.functions).find(|f| {
            let lower = f.name.to_ascii_lowercase();
            ["redact", "mask", "scrub", "censor"].iter().any(|w| lower.contains(w))
        });
        match processor {
            Some(function) => Verdict::pass(function.name_span, "a function masks values"),
            None => {
                apps::absent(on, "no logging filter masks credentials before a line is written")
            }
        }
    }
}
