//! No file holds a credential.

use ringfort_check::facts::secrets;
use ringfort_check::model::TextFile;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Span, Verdict};

use crate::support::credentials::{self, Found};

/// A credential stands in a file.
pub struct HardcodedSecret;

impl Check for HardcodedSecret {
    const META: Meta = Meta::new(
        "code/hardcoded-secret",
        "Credential stands in a file",
        "code/no-hardcoded-secrets",
        Severity::High,
    )
    .gate()
    .frameworks(&["CWE-798", "OWASP-Top10-2021-A07", "ASVS-5.0-13.3.1"])
    .aliases(&["B105", "B106", "B107", "S105", "S106", "S107"]);
    type On = TextFile;

    fn run(on: &TextFile, scene: &Scene<'_>) -> Verdict {
        if !credentials::is_judged(on) || credentials::is_environment_file(&on.path) {
            return Verdict::NotApplicable;
        }
        let found = credentials::in_file(on, scene);
        let failures = found.iter().map(|f| failure(f, scene)).collect();
        Verdict::of(failures, Span::file(on.source), "read as a whole, holds no credential")
    }
}

fn failure(found: &Found, scene: &Scene<'_>) -> Failure {
    let value = scene.facts.sources.text(found.at).trim_matches(['"', '\'']);
    let shown = secrets::redact(value);
    let message = match &found.name {
        Some(name) => format!("{} stands under `{name}` ({shown})", found.title),
        None => format!("{} stands in the file ({shown})", found.title),
    };
    Failure::new(found.at, message).key(found.name.clone().unwrap_or_else(|| found.kind.to_owned()))
}
