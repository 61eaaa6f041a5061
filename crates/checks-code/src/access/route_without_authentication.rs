//! Every route asks who is calling, unless it is public by its nature.

use ringfort_check::facts::code::Route;
use ringfort_check::{Check, Confidence, Failure, Meta, Scene, Severity, Verdict};

use crate::support::{apps, guards};

/// A route does not ask who is calling.
pub struct RouteWithoutAuthentication;

impl Check for RouteWithoutAuthentication {
    const META: Meta = Meta::new(
        "code/route-without-authentication",
        "Route does not ask who is calling",
        "code/authentication",
        Severity::High,
    )
    .gate()
    .confidence(Confidence::Medium)
    .frameworks(&["CWE-306", "CWE-862", "OWASP-API-2023-API2", "ASVS-5.0-8.3.1"]);
    type On = Route;

    fn run(on: &Route, scene: &Scene<'_>) -> Verdict {
        if guards::is_public(on) {
            return Verdict::NotApplicable;
        }
        let Some(app) = apps::of_route(scene, on) else { return Verdict::NotApplicable };
        if let Some(guard) = on.guards.iter().find(|g| scene.facts.authenticates(g)) {
            return Verdict::pass(guard.span, format!("`{}` asks who is calling", guard.path));
        }
        if guards::is_guarded(scene, on) {
            return Verdict::pass(on.span, "the handler or a middleware asks who is calling");
        }
        if on.function.is_none() || !app.complete {
            return Verdict::unknown(
                on.span,
                "what runs before this route could not be read as a whole",
            );
        }
        let open: Vec<&Route> = app.routes.iter().filter(|r| !guards::is_public(r)).collect();
        if open.len() < 3 || open.iter().take(50).any(|r| guards::is_guarded(scene, r)) {
            return Verdict::fail(Failure::new(on.span, message(on)));
        }
        // An application without any authentication is one mistake: said once, at its first route, while
        // every open route still counts as a failing asset.
        if !open.first().is_some_and(|first| std::ptr::eq(*first, on)) {
            return Verdict::Fail(vec![]);
        }
        let message =
            format!("none of the {} routes of this application asks who is calling", open.len());
        let failure = Failure::new(on.span, message);
        Verdict::fail(
            open.iter().skip(1).take(30).fold(failure, |f, r| f.related(r.span, message_of(r))),
        )
    }
}

fn message(route: &Route) -> String {
    format!("{} answers whoever calls", message_of(route))
}

fn message_of(route: &Route) -> String {
    let methods = if route.methods.is_empty() { "ANY".to_owned() } else { route.methods.join(",") };
    format!("{methods} {}", route.path.as_deref().unwrap_or(&route.name))
}
