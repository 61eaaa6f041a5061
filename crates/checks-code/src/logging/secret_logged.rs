//! Log lines hold no credentials.

use ringfort_check::facts::code::taint::Site;
use ringfort_check::{Check, Confidence, Failure, Meta, Scene, Severity, Verdict};

use crate::support::{names, sites};

/// A log line holds a credential.
pub struct SecretLogged;

impl Check for SecretLogged {
    const META: Meta = Meta::new(
        "code/secret-logged",
        "Credential is written to the log",
        "code/logging-practices",
        Severity::High,
    )
    .gate()
    .confidence(Confidence::Medium)
    .frameworks(&["CWE-532", "OWASP-Top10-2021-A09", "ASVS-5.0-16.2.5"]);
    const TYPES: &'static [&'static str] = &["Log"];
    type On = Site;

    fn run(on: &Site, scene: &Scene<'_>) -> Verdict {
        let Some(call) = sites::call(scene, on) else { return Verdict::NotApplicable };
        match call.values().find_map(names::sensitive_value) {
            Some((value, name)) => {
                let message = format!("`{name}` is written to the log");
                Verdict::fail(Failure::new(value.span, message).key(sites::site_key(scene, on)))
            }
            None => Verdict::pass(on.span, "no value is called a credential"),
        }
    }
}
