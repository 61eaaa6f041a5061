//! Answers carry the headers that browsers act on.

use ringfort_check::facts::code::{App, Framework};
use ringfort_check::{Check, Confidence, Meta, Scene, Severity, Verdict};

use crate::support::apps;

/// Security headers are not set.
pub struct SecurityHeadersMissing;

impl Check for SecurityHeadersMissing {
    const META: Meta = Meta::new(
        "code/security-headers-missing",
        "Security headers are not set",
        "code/http-hardening",
        Severity::Low,
    )
    .confidence(Confidence::Medium)
    .frameworks(&["CWE-693", "OWASP-Top10-2021-A05", "ASVS-5.0-3.4.1"]);
    type On = App;

    fn run(on: &App, scene: &Scene<'_>) -> Verdict {
        let headers =
            ["X-Content-Type-Options", "Strict-Transport-Security", "Content-Security-Policy"];
        if let Some(at) = apps::mentions(scene, on, &headers) {
            return Verdict::pass(at, "the application sets security headers");
        }
        if let Some(at) = apps::import(scene, on, &["secure", "flask_talisman", "secweb", "Secweb"])
        {
            return Verdict::pass(at, "a library sets security headers");
        }
        if on.framework == Framework::Django
            && let Some(middleware) = apps::middleware(on, &["securitymiddleware"])
        {
            return Verdict::pass(middleware.span, "Django's SecurityMiddleware sets them");
        }
        apps::absent(on, "no module sets security headers such as X-Content-Type-Options")
    }
}
