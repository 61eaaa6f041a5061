//! Bodies of requests have a greatest size.

use ringfort_check::facts::code::{App, Framework};
use ringfort_check::{Check, Confidence, Failure, Meta, Scene, Severity, Verdict};

use crate::support::apps;

/// A request's body may have any size.
pub struct RequestBodyUnbounded;

impl Check for RequestBodyUnbounded {
    const META: Meta = Meta::new(
        "code/request-body-unbounded",
        "Request bodies have no greatest size",
        "code/input-validation",
        Severity::Low,
    )
    .confidence(Confidence::Medium)
    .frameworks(&["CWE-770", "OWASP-API-2023-API4", "ASVS-5.0-5.2.1"]);
    type On = App;

    fn run(on: &App, scene: &Scene<'_>) -> Verdict {
        match on.framework {
            Framework::Django => match apps::setting(scene, on, "DATA_UPLOAD_MAX_MEMORY_SIZE") {
                Some((_, value)) if value.is_none() => {
                    Verdict::fail(Failure::new(value.span, "the bound on bodies is switched off"))
                }
                Some((_, value)) => Verdict::pass(value.span, "bodies are bounded"),
                None => Verdict::default(on.span, "Django bounds bodies at 2.5 MB"),
            },
            Framework::Flask => match apps::setting(scene, on, "MAX_CONTENT_LENGTH") {
                Some((_, value)) => Verdict::pass(value.span, "bodies are bounded"),
                None => {
                    apps::absent(on, "MAX_CONTENT_LENGTH is not set, so a body may have any size")
                }
            },
            Framework::FastApi | Framework::Starlette => {
                if let Some(at) = apps::mentions(scene, on, &["content-length"]) {
                    return Verdict::pass(at, "the length of bodies is looked at");
                }
                if let Some(m) = apps::middleware(
                    on,
                    &[
                        "bodylimit",
                        "body_limit",
                        "bodysize",
                        "contentsize",
                        "maxbody",
                        "requestsize",
                        "limitupload",
                        "contentlength",
                    ],
                ) {
                    return Verdict::pass(m.span, "a middleware bounds bodies");
                }
                apps::absent(on, "nothing bounds the size of a request's body")
            }
        }
    }
}
