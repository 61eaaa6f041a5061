//! A rate limiter is registered.

use ringfort_check::facts::code::{App, Framework};
use ringfort_check::{Check, Confidence, Meta, Scene, Severity, Span, Verdict};

use crate::support::apps;

/// No rate limiter is registered.
pub struct NoRateLimiter;

const LIBRARIES: &[&str] = &[
    "slowapi",
    "fastapi_limiter",
    "flask_limiter",
    "django_ratelimit",
    "ratelimit",
    "limits",
    "fastapi_throttle",
    "asgi_ratelimit",
    "pyrate_limiter",
    "starlette_limiter",
    "quart_rate_limiter",
    "throttled",
    "fastapi_guard",
    "guard",
];

impl Check for NoRateLimiter {
    const META: Meta = Meta::new(
        "code/no-rate-limiter",
        "No rate limiter is registered",
        "code/rate-limiting",
        Severity::Medium,
    )
    .gate()
    .confidence(Confidence::Medium)
    .frameworks(&["CWE-770", "OWASP-API-2023-API4", "ASVS-5.0-2.4.1"]);
    type On = App;

    fn run(on: &App, scene: &Scene<'_>) -> Verdict {
        if on.routes.is_empty() && on.complete {
            return Verdict::NotApplicable;
        }
        match limiter(scene, on) {
            Some(at) => Verdict::pass(at, "a rate limiter is registered"),
            None => apps::absent(on, "nothing in the application limits how often it is called"),
        }
    }
}

/// Where a limiter is made or used.
fn limiter(scene: &Scene<'_>, app: &App) -> Option<Span> {
    let made = apps::calls(
        scene,
        app,
        &[
            "Limiter",
            "RateLimiter",
            "RateLimitMiddleware",
            "SlowAPIMiddleware",
            "ratelimit",
            "limit",
            "init",
        ],
    );
    let known = |path: &str| LIBRARIES.contains(&path.split('.').next().unwrap_or(""));
    let made = made.into_iter().find(|(_, path, _)| known(path)).map(|(_, _, call)| call.span);
    let middleware =
        apps::middleware(app, &["ratelimit", "rate_limit", "throttl", "slowapi"]).map(|m| m.span);
    let guard = app.routes.iter().flat_map(|r| &r.guards).find(|g| {
        let lower = g.path.to_ascii_lowercase();
        lower.contains("ratelimit") || lower.contains("rate_limit") || lower.contains("throttle")
    });
    let django = || {
        let (_, rest) = apps::setting(scene, app, "REST_FRAMEWORK")
            .filter(|_| app.framework == Framework::Django)?;
        rest.get("DEFAULT_THROTTLE_CLASSES").map(|t| t.span)
    };
    made.or(middleware).or_else(|| guard.map(|g| g.span)).or_else(django)
}
