//! Other origins are listed, not all allowed.

use ringfort_check::facts::code::App;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::{calls, cors};

/// Any origin may read answers.
pub struct CorsAnyOrigin;

impl Check for CorsAnyOrigin {
    const META: Meta = Meta::new(
        "code/cors-any-origin",
        "CORS lets any origin read answers",
        "code/http-hardening",
        Severity::Low,
    )
    .frameworks(&["CWE-942", "ASVS-5.0-3.4.2"]);
    type On = App;

    fn run(on: &App, scene: &Scene<'_>) -> Verdict {
        calls::all(cors::rules(scene, on).into_iter().map(|rule| {
            match (rule.any_origin, rule.credentials) {
                // With credentials it is worse, and said by the other check.
                (Some(true), Some(true)) => Verdict::NotApplicable,
                (Some(true), _) => Verdict::fail(Failure::new(
                    rule.origins.unwrap_or(rule.at),
                    "any origin may read the answers",
                )),
                (Some(false), _) => Verdict::pass(rule.at, "origins are listed"),
                (None, _) => {
                    Verdict::unknown(rule.at, "which origins are allowed is decided at run time")
                }
            }
        }))
    }
}
