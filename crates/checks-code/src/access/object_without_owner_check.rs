//! An object that is loaded by its identifier is also looked for by its owner.

use ringfort_check::facts::code::{Origin, Route};
use ringfort_check::model::code::{Call, Expr, Function, Module};
use ringfort_check::{Check, Confidence, Failure, Meta, Scene, Severity, Verdict};

use crate::support::{apps, guards};

/// An object is loaded by identifier without regard to who asks.
pub struct ObjectWithoutOwnerCheck;

impl Check for ObjectWithoutOwnerCheck {
    const META: Meta = Meta::new(
        "code/object-without-owner-check",
        "Object is loaded without regard to who asks",
        "code/object-authorization",
        Severity::High,
    )
    .gate()
    .confidence(Confidence::Medium)
    .frameworks(&["CWE-639", "OWASP-API-2023-API1", "ASVS-5.0-8.2.2"]);
    type On = Route;

    fn run(on: &Route, scene: &Scene<'_>) -> Verdict {
        let Some((module, function)) = apps::handler(scene, on) else {
            return Verdict::NotApplicable;
        };
        // Without a known caller the route lacks authentication, which is said there.
        if guards::is_public(on) || !guards::is_guarded(scene, on) {
            return Verdict::NotApplicable;
        }
        let Some((name, call)) = loads(on, function) else { return Verdict::NotApplicable };
        if let Some(note) = regards_caller(scene, on, module, function) {
            return Verdict::pass(call.span, note);
        }
        let message = format!(
            "`{}` uses `{name}` from the path, and nothing there depends on who is calling",
            on.name
        );
        Verdict::fail(
            Failure::new(on.span, message).related(call.span, format!("`{name}` is used here")),
        )
    }
}

/// The identifier from the path, and the first call that it is given to.
fn loads<'r>(route: &'r Route, function: &'r Function) -> Option<(&'r str, &'r Call)> {
    let other = [
        "lang",
        "locale",
        "version",
        "format",
        "path",
        "filename",
        "file_path",
        "page",
        "year",
        "month",
        "day",
        "slug",
    ];
    let ids = route
        .params
        .iter()
        .filter(|p| p.origin == Origin::Path && !other.contains(&p.name.as_str()));
    let calls = function.calls();
    ids.into_iter().find_map(|p| {
        let given = |c: &&&Call| {
            let plain = c.callee.last_name().is_some_and(|n| {
                matches!(
                    n,
                    "str"
                        | "int"
                        | "info"
                        | "warning"
                        | "error"
                        | "debug"
                        | "HTTPException"
                        | "dict"
                        | "len"
                        | "UUID"
                        | "print"
                )
            });
            !plain && c.values().any(|v| mentions(v, &p.name))
        };
        Some((p.name.as_str(), *calls.iter().find(given)?))
    })
}

fn mentions(expr: &Expr, name: &str) -> bool {
    expr.any(&mut |e| e.as_name() == Some(name))
}

/// What shows that the caller makes a difference.
fn regards_caller(
    scene: &Scene<'_>,
    route: &Route,
    module: &Module,
    function: &Function,
) -> Option<&'static str> {
    let identities = route
        .params
        .iter()
        .filter(|p| p.origin == Origin::Dependency && names_caller(&p.name, route, scene, p.span));
    let mut used = false;
    ringfort_check::model::code::walk_exprs(&function.body, &mut |e| {
        used |= e.as_name().is_some_and(|n| identities.clone().any(|p| p.name == n));
        ringfort_check::model::code::Visit::Into
    });
    if used {
        return Some("the handler uses who is calling");
    }
    if guards::mentions_identity(function) {
        return Some("the handler asks who is calling");
    }
    if guards::refuses(module, function) {
        return Some("the handler refuses some callers");
    }
    if route.guards.iter().any(|g| is_role(&g.path)) {
        return Some("only a role may call this route");
    }
    // A dependency that takes the identifier and refuses, or a function of the project that asks.
    let ids: Vec<&str> =
        route.params.iter().filter(|p| p.origin == Origin::Path).map(|p| p.name.as_str()).collect();
    let by_guard = route.guards.iter().filter_map(|g| g.function).any(|id| {
        let inner =
            scene.facts.model.modules.get(id.module).and_then(|m| m.functions.get(id.function));
        inner.is_some_and(|f| f.params.iter().any(|p| ids.contains(&&*p.name)))
    });
    if by_guard {
        return Some("a dependency looks the object up for the caller");
    }
    called(scene, module, function).then_some("a function it calls asks who is calling")
}

/// Is the parameter one by which the handler knows the caller: the result of a guard that authenticates?
fn names_caller(name: &str, route: &Route, scene: &Scene<'_>, at: ringfort_check::Span) -> bool {
    let lower = name.to_ascii_lowercase();
    let by_name = [
        "user",
        "who",
        "principal",
        "caller",
        "account",
        "identity",
        "claims",
        "token",
        "subject",
        "tenant",
        "owner",
        "auth",
    ]
    .iter()
    .any(|w| lower.contains(w));
    by_name || route.guards.iter().any(|g| at.contains(g.span) && scene.facts.authenticates(g))
}

fn is_role(path: &str) -> bool {
    let last = path.rsplit('.').next().unwrap_or(path).to_ascii_lowercase();
    ["admin", "staff", "superuser", "role", "isowner", "owner", "objectpermission"]
        .iter()
        .any(|w| last.contains(w))
}

/// Does a function of this file that the handler calls ask who is calling?
fn called(scene: &Scene<'_>, module: &Module, function: &Function) -> bool {
    function.calls().into_iter().any(|c| {
        let Some(path) = module.resolve(&c.callee) else { return false };
        scene.facts.model.modules.iter().any(|m| {
            let inside = path.strip_prefix(&*m.name).and_then(|r| r.strip_prefix('.'));
            inside.and_then(|q| m.function(q)).is_some_and(guards::mentions_identity)
        })
    })
}
