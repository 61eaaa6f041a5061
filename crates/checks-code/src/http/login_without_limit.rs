//! Sign-in routes have a limit of their own.

use ringfort_check::facts::code::Route;
use ringfort_check::{Check, Confidence, Failure, Meta, Scene, Severity, Verdict};

use crate::support::apps;

/// A sign-in route has no limit.
pub struct LoginWithoutLimit;

impl Check for LoginWithoutLimit {
    const META: Meta = Meta::new(
        "code/login-without-limit",
        "Sign-in route has no limit of its own",
        "code/rate-limiting",
        Severity::Medium,
    )
    .confidence(Confidence::Medium)
    .frameworks(&["CWE-307", "ASVS-5.0-6.3.1"]);
    type On = Route;

    fn run(on: &Route, scene: &Scene<'_>) -> Verdict {
        let last =
            on.path.as_deref().unwrap_or("").trim_end_matches('/').rsplit('/').next().unwrap_or("");
        let signs_in = matches!(
            last,
            "login"
                | "signin"
                | "sign-in"
                | "token"
                | "register"
                | "signup"
                | "reset-password"
                | "forgot-password"
                | "password-reset"
                | "otp"
                | "verify-otp"
                | "mfa"
        );
        if !signs_in || !on.methods.iter().any(|m| m == "POST") {
            return Verdict::NotApplicable;
        }
        let limits = |path: &str| {
            let lower = path.to_ascii_lowercase();
            ["limit", "throttl"].iter().any(|w| lower.contains(w))
        };
        if let Some(guard) = on.guards.iter().find(|g| limits(&g.path)) {
            return Verdict::pass(guard.span, "the route has a limit");
        }
        match apps::of_route(scene, on) {
            Some(app) if !app.complete => Verdict::unknown(
                on.span,
                "a module of the application could not be read as a whole",
            ),
            _ => Verdict::fail(Failure::new(
                on.span,
                format!("`{last}` may be tried as often as the caller likes"),
            )),
        }
    }
}
