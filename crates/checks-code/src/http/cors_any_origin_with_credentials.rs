//! No foreign page may act with the user's credentials.

use ringfort_check::facts::code::App;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::cors;

/// Any origin may send credentials.
pub struct CorsAnyOriginWithCredentials;

impl Check for CorsAnyOriginWithCredentials {
    const META: Meta = Meta::new(
        "code/cors-any-origin-with-credentials",
        "CORS lets any origin act with the user's credentials",
        "code/http-hardening",
        Severity::High,
    )
    .gate()
    .frameworks(&["CWE-942", "OWASP-Top10-2021-A05", "ASVS-5.0-3.4.2"]);
    type On = App;

    fn run(on: &App, scene: &Scene<'_>) -> Verdict {
        let rules = cors::rules(scene, on);
        if rules.is_empty() {
            return if on.complete {
                Verdict::default(
                    on.span,
                    "no CORS is configured, so browsers keep other origins out",
                )
            } else {
                Verdict::unknown(
                    on.span,
                    "a module of the application could not be read as a whole",
                )
            };
        }
        crate::support::calls::all(rules.into_iter().map(|rule| {
            match (rule.any_origin, rule.credentials) {
                (Some(true), Some(true)) => {
                    let failure = Failure::new(rule.at, "any origin is allowed, with credentials");
                    Verdict::fail(
                        rule.origins.map_or(failure.clone(), |o| failure.related(o, "any origin")),
                    )
                }
                (Some(false), _) | (_, Some(false)) => Verdict::pass(
                    rule.at,
                    "no other origin acts with credentials unless it is listed",
                ),
                _ => Verdict::unknown(rule.at, "which origins are allowed is decided at run time"),
            }
        }))
    }
}
