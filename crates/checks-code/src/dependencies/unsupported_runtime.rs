//! Does CI run a language version that gets no fixes?

use ringfort_check::model::pipeline::Workflow;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

/// Does CI run a language version that gets no fixes? See the page beside this file.
pub struct UnsupportedRuntime;

impl Check for UnsupportedRuntime {
    const META: Meta = Meta::new(
        "code/unsupported-runtime",
        "Language version gets no security fixes",
        "code/dependency-scanning",
        Severity::Medium,
    )
    .frameworks(&["ASVS-5.0-V15.2.1"]);

    type On = Workflow;

    fn run(on: &Workflow, scene: &Scene<'_>) -> Verdict {
        let (mut seen, mut failures) = (None, Vec::new());
        for (job, step) in on.steps() {
            for (action, input, ended) in RUNTIMES {
                let Some(node) = step.with(input).node().filter(|_| step.is(action)) else {
                    continue;
                };
                // As written: YAML would read 3.10 as the number 3.1.
                let text = scene.facts.sources.text(node.span).trim_matches(['"', '\'']);
                seen = seen.or(Some(node.span));
                if ended
                    .iter()
                    .any(|e| text == *e || text.strip_prefix(e).is_some_and(|r| r.starts_with('.')))
                {
                    let said = format!(
                        "job `{}` uses {input} {text}, which gets no fixes any more",
                        job.id
                    );
                    failures.push(Failure::new(node.span, said).key(format!("{} {text}", job.id)));
                }
            }
        }
        seen.map_or(Verdict::NotApplicable, |at| {
            Verdict::of(failures, at, "the language version gets fixes")
        })
    }
}

/// Action, input, and the versions whose support has ended by the end of 2025.
const RUNTIMES: [(&str, &str, &[&str]); 3] = [
    (
        "actions/setup-python",
        "python-version",
        &["2", "3.0", "3.1", "3.2", "3.3", "3.4", "3.5", "3.6", "3.7", "3.8", "3.9"],
    ),
    (
        "actions/setup-node",
        "node-version",
        &["0", "4", "6", "8", "10", "12", "14", "16", "17", "18", "19", "21", "23"],
    ),
    ("ruby/setup-ruby", "ruby-version", &["2", "3.0", "3.1"]),
];
