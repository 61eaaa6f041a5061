//! Input cannot write log entries of its own.

use ringfort_check::facts::code::taint::Site;
use ringfort_check::{Check, Confidence, Meta, Scene, Severity, Span, Verdict};

use crate::support::{calls, sites};

/// Input can begin a new log line.
pub struct LogInjection;

impl Check for LogInjection {
    const META: Meta = Meta::new(
        "code/log-injection",
        "Input can begin a new log line",
        "code/logging-practices",
        Severity::Low,
    )
    .confidence(Confidence::Medium)
    .frameworks(&["CWE-117", "ASVS-5.0-16.4.1"]);
    const TYPES: &'static [&'static str] = &["Log"];
    type On = Site;

    fn run(on: &Site, scene: &Scene<'_>) -> Verdict {
        let (open, _) = sites::flows(scene, on);
        let Some(flow) = open.first() else { return Verdict::NotApplicable };
        match structured(scene) {
            Some(at) => Verdict::pass(at, "entries are written as JSON, which encodes line breaks"),
            None => Verdict::fail(sites::by_flow(scene, on, flow, " with its line breaks")),
        }
    }
}

/// Where the project makes its log structured.
fn structured(scene: &Scene<'_>) -> Option<Span> {
    let modules = || scene.facts.model.modules.iter().filter(|m| !m.is_test());
    let libraries =
        ["structlog", "pythonjsonlogger", "json_log_formatter", "ecs_logging", "loguru"];
    let import = modules()
        .flat_map(|m| &m.imports)
        .find(|i| libraries.contains(&i.path.split('.').next().unwrap_or("")));
    let own = || {
        modules().find_map(|m| {
            let class = m
                .classes
                .iter()
                .find(|c| c.bases.iter().any(|b| b.last_name() == Some("Formatter")))?;
            let dumps = calls::named(m, &["dumps"]);
            dumps.iter().any(|(_, c)| class.span.contains(c.span)).then_some(class.name_span)
        })
    };
    import.map(|i| i.span).or_else(own)
}
