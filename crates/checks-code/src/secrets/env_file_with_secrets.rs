//! `.env` files hold no credentials.

use ringfort_check::model::TextFile;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Span, Verdict};

use crate::support::credentials;

/// A `.env` file with credentials lies in the project.
pub struct EnvFileWithSecrets;

impl Check for EnvFileWithSecrets {
    const META: Meta = Meta::new(
        "code/env-file-with-secrets",
        "Environment file holds credentials",
        "code/no-hardcoded-secrets",
        Severity::High,
    )
    .frameworks(&["CWE-540", "ASVS-5.0-13.3.1"]);
    type On = TextFile;

    fn run(on: &TextFile, scene: &Scene<'_>) -> Verdict {
        if !credentials::is_environment_file(&on.path) || !credentials::is_judged(on) {
            return Verdict::NotApplicable;
        }
        let found = credentials::in_file(on, scene);
        let failure = |f: &credentials::Found| {
            let under = f.name.as_ref().map_or_else(String::new, |n| format!(" under `{n}`"));
            Failure::new(
                f.at,
                format!("the environment file holds a credential{under} ({})", f.title),
            )
            .key(f.name.clone().unwrap_or_else(|| f.kind.to_owned()))
        };
        let failures = found.iter().map(failure).collect();
        Verdict::of(failures, Span::file(on.source), "the environment file holds no credential")
    }
}
