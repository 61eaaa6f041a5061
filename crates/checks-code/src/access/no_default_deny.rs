//! New routes are closed until somebody opens them.

use ringfort_check::facts::code::{App, Level};
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::guards;

/// Each route must remember to ask who is calling.
pub struct NoDefaultDeny;

impl Check for NoDefaultDeny {
    const META: Meta = Meta::new(
        "code/no-default-deny",
        "Each route must remember its own guard",
        "code/object-authorization",
        Severity::Low,
    )
    .frameworks(&["CWE-276", "ASVS-5.0-8.1.1"]);
    type On = App;

    fn run(on: &App, scene: &Scene<'_>) -> Verdict {
        let closed =
            on.routes.iter().filter(|r| !guards::is_public(r) && guards::is_guarded(scene, r));
        let closed: Vec<_> = closed.collect();
        if closed.len() < 2 {
            return Verdict::NotApplicable;
        }
        if let Some(middleware) = scene.facts.authenticating_middleware(on) {
            return Verdict::pass(middleware.span, "a middleware guards every route");
        }
        let wide = |level: Level| matches!(level, Level::Router | Level::App | Level::Class);
        let guard = |r: &&&ringfort_check::facts::code::Route| {
            r.guards.iter().any(|g| wide(g.level) && scene.facts.authenticates(g))
        };
        let single: Vec<_> = closed.iter().filter(|r| !guard(r)).collect();
        if single.is_empty() {
            return Verdict::pass(on.span, "routers guard all their routes");
        }
        let message = format!(
            "{} of {} guarded routes carry their own guard; a new route is open",
            single.len(),
            closed.len()
        );
        let failure = Failure::new(on.span, message);
        Verdict::fail(
            single.iter().take(10).fold(failure, |f, r| f.related(r.span, "guarded by itself")),
        )
    }
}
