//! Does anything ask who calls a route? Is it public by its nature?

use ringfort_check::Scene;
use ringfort_check::facts::code::Route;
pub(crate) use ringfort_check::facts::code::{mentions_identity, refuses};

use super::apps;

/// Names of routes that only show something: public as long as they do not write.
const SHOWN: &[&str] = &[
    "health",
    "healthz",
    "healthcheck",
    "health-check",
    "health_check",
    "ready",
    "readyz",
    "readiness",
    "live",
    "livez",
    "liveness",
    "startup",
    "startupz",
    "ping",
    "status",
    "version",
    "metrics",
    "docs",
    "redoc",
    "openapi.json",
    "swagger",
    "schema",
    "favicon.ico",
    "robots.txt",
    ".well-known",
    "static",
    "assets",
    "index",
    "home",
    "root",
    "about",
    "terms",
    "privacy",
    "up",
    "heartbeat",
    "jwks.json",
    "csrf",
];

/// Names of routes by which one becomes known: public with every method.
const SIGN_IN: &[&str] = &[
    "login",
    "logout",
    "signin",
    "sign-in",
    "signup",
    "sign-up",
    "signout",
    "register",
    "token",
    "oauth",
    "oauth2",
    "callback",
    "authorize",
    "forgot-password",
    "reset-password",
    "password-reset",
    "refresh",
    "verify-email",
    "sso",
    "saml",
];

/// Is the route public by its path or name?
pub(crate) fn is_public(route: &Route) -> bool {
    let reads = route.methods.iter().all(|m| matches!(m.as_str(), "GET" | "HEAD" | "OPTIONS"));
    let known = |word: &str| {
        let lower = word.to_ascii_lowercase();
        SIGN_IN.contains(&lower.as_str()) || reads && SHOWN.contains(&lower.as_str())
    };
    let name = route.name.rsplit('.').next().unwrap_or("");
    let Some(path) = &route.path else { return known(name) };
    let segments: Vec<&str> = path.split('/').filter(|s| !s.is_empty()).collect();
    // `GET /` only shows something.
    let (Some(first), Some(last)) = (segments.first(), segments.last()) else { return reads };
    let folder = matches!(*first, ".well-known" | "static" | "health" | "dapr");
    known(last) || reads && folder || known(name) && !last.starts_with(['{', '<'])
}

/// Does anything ask who calls this route: a guard, the application's middleware or the handler itself?
pub(crate) fn is_guarded(scene: &Scene<'_>, route: &Route) -> bool {
    scene.facts.asks_who_calls(apps::of_route(scene, route), route)
}
