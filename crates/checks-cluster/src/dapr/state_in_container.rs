//! Dapr state lies in the container.

use ringfort_check::facts::kube::component_file;
use ringfort_check::model::kube::Object;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

/// A SQLite state store points to memory or to a path that is no volume.
pub struct StateInContainer;

impl Check for StateInContainer {
    const META: Meta = Meta::new(
        "cluster/state-in-container",
        "Dapr state lies in the container",
        "cluster/dapr-component-scoping",
        Severity::Medium,
    )
    .frameworks(&["Dapr-Sec-StateEncryption"]);
    type On = Object;
    const TYPES: &'static [&'static str] = &["Component"];

    fn run(on: &Object, _: &Scene<'_>) -> Verdict {
        if on.at("spec.type").str() != Some("state.sqlite") {
            return Verdict::NotApplicable;
        }
        let Some(file) = component_file(on) else { return Verdict::NotApplicable };
        let Some(path) = file.path else {
            return Verdict::unknown(file.at.span, "the path is not known");
        };
        let temporary = path.is_empty()
            || path.contains(":memory:")
            || path.starts_with("/tmp/")
            || !path.starts_with('/');
        let failures = temporary.then(|| {
            Failure::new(
                file.at.span,
                format!(
                    "state store `{}` keeps its file at `{path}`, which is on no volume",
                    on.name
                ),
            )
        });
        Verdict::of(
            failures.into_iter().collect(),
            file.at.span,
            "keeps its file on a path of its own",
        )
    }
}
