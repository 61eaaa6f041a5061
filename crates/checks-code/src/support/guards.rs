//! Does a guard ask who is calling? Is a route public by its nature?

use ringfort_check::Scene;
use ringfort_check::facts::code::{App, FunctionId, Guard, Middleware, Route};
use ringfort_check::model::code::{Expr, ExprKind, Function, Module, StmtKind, Visit, walk_stmts};

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

/// Words in names of functions that establish who is calling.
const ASKS: &[&str] = &[
    "auth",
    "login_required",
    "current_user",
    "currentuser",
    "current_active",
    "get_user",
    "principal",
    "jwt",
    "api_key",
    "apikey",
    "permission",
    "require_role",
    "role_required",
    "roles_required",
    "require_scope",
    "requires",
    "verify_token",
    "check_token",
    "token_required",
    "httpbearer",
    "httpbasic",
    "identity",
    "verify_signature",
    "verified",
    "staff_member_required",
    "superuser",
    "loginrequired",
    "userpassestest",
    "signed_in",
    "logged_in",
    "require_user",
    "require_admin",
    "is_admin",
    "isowner",
    "isadmin",
    "access_token",
    "security",
    "credentials",
];

/// Names that hold such a word but let everybody in.
const OPEN: &[&str] =
    // Middleware of Django and others that sets headers or finds out who calls, and refuses nobody.
    &[
        "allowany",
        "optional",
        "authenticationmiddleware",
        "securitymiddleware",
        "securityheaders",
        "permissionspolicy",
        "author",
        "no_auth",
        "anonymous",
    ];

fn asks_by_name(path: &str) -> bool {
    let mut parts = path.rsplit('.');
    let last = parts.next().unwrap_or(path).to_ascii_lowercase();
    let words = |list: &[&str]| list.iter().any(|w| last.contains(w));
    let library = path.starts_with("fastapi.security.") || path.starts_with("flask_jwt_extended.");
    (library || words(ASKS))
        && (!words(OPEN) || last.contains("authoriz") && !last.contains("optional"))
}

/// Does `guard` refuse callers whom it does not know?
pub(crate) fn authenticates(scene: &Scene<'_>, guard: &Guard) -> bool {
    if let Some(id) = guard.function
        && let Some((module, function)) = get(scene, id)
        && refuses(module, function)
    {
        return true;
    }
    asks_by_name(&guard.path)
}

fn get<'a>(scene: &Scene<'a>, id: FunctionId) -> Option<(&'a Module, &'a Function)> {
    let module = scene.facts.model.modules.get(id.module)?;
    Some((module, module.functions.get(id.function)?))
}

/// Does the function, or one defined in it, answer 401 or 403 to somebody?
pub(crate) fn refuses(module: &Module, function: &Function) -> bool {
    let inside = module.functions.iter().filter(|f| function.span.contains(f.span));
    inside.into_iter().any(|f| {
        let mut found = false;
        walk_stmts(&f.body, &mut |stmt| {
            found |= match &stmt.kind {
                StmtKind::Raise(Some(value), _) => says_no(value),
                StmtKind::Return(Some(value)) => says_no_by_status(value),
                StmtKind::Expr(value) => {
                    value.as_call().is_some_and(|c| c.callee.last_name() == Some("abort"))
                        && says_no_by_status(value)
                }
                _ => false,
            };
            Visit::Into
        });
        found
    })
}

fn says_no(raised: &Expr) -> bool {
    let named = raised.as_call().map_or(raised, |c| &c.callee).last_name().unwrap_or("");
    let lower = named.to_ascii_lowercase();
    [
        "unauthor",
        "forbidden",
        "denied",
        "credential",
        "notauthenticated",
        "autherror",
        "authentication",
        "authfailed",
    ]
    .iter()
    .any(|w| lower.contains(w))
        || says_no_by_status(raised)
}

fn says_no_by_status(expr: &Expr) -> bool {
    expr.any(&mut |e| {
        matches!(e.as_int(), Some(401 | 403))
            || e.last_name().is_some_and(|n| {
                n.contains("401")
                    || n.contains("403")
                    || matches!(n, "UNAUTHORIZED" | "FORBIDDEN")
                    || n == "HttpResponseForbidden"
                    || n == "unauthorized"
            })
    })
}

/// Does a middleware of the application refuse callers whom it does not know?
pub(crate) fn middleware<'a>(scene: &Scene<'_>, app: &'a App) -> Option<&'a Middleware> {
    app.middleware.iter().find(|m| {
        if let Some((module, function)) = m.function.and_then(|id| get(scene, id)) {
            return refuses(module, function);
        }
        if let Some(id) = m.class
            && let Some(module) = scene.facts.model.modules.get(id.module)
            && let Some(class) = module.classes.get(id.class)
        {
            let methods = class.methods.iter().filter_map(|i| module.functions.get(*i));
            return methods.into_iter().any(|f| refuses(module, f));
        }
        asks_by_name(&m.path)
    })
}

/// Calls and attributes by which a handler itself learns who is calling.
const IDENTITY: &[&str] = &[
    "current_user",
    "get_jwt_identity",
    "get_jwt",
    "verify_jwt_in_request",
    "is_authenticated",
    "current_identity",
    "get_current_user",
    "verify_token",
    "compare_digest",
    "construct_event",
    "authenticate",
    "require_user",
    "verify_signature",
    "check_object_permissions",
    "has_perm",
    "has_object_permission",
    "user_passes_test",
];

/// Does the body learn by itself who is calling?
pub(crate) fn mentions_identity(function: &Function) -> bool {
    let mut found = false;
    ringfort_check::model::code::walk_exprs(&function.body, &mut |e| {
        found |= e.last_name().is_some_and(|n| IDENTITY.contains(&n)) || is_identity(e);
        if found { Visit::Skip } else { Visit::Into }
    });
    found
}

/// `request.user`, `request.state.user`, `g.user`, `session["user_id"]`.
fn is_identity(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Attribute { value, attr } => {
            let whom = matches!(
                &**attr,
                "user" | "principal" | "subject" | "user_id" | "identity" | "tenant" | "tenant_id"
            );
            whom && matches!(
                value.last_name(),
                Some("request" | "state" | "g" | "session" | "current")
            )
        }
        ExprKind::Subscript { value, index } => {
            value.last_name() == Some("session")
                && index.as_str().is_some_and(|k| k.contains("user") || k.contains("account"))
        }
        _ => false,
    }
}

/// Does anything ask who calls this route: a guard, the application's middleware or the handler itself?
pub(crate) fn is_guarded(scene: &Scene<'_>, route: &Route) -> bool {
    route.guards.iter().any(|g| authenticates(scene, g))
        || apps::handler(scene, route).is_some_and(|(m, f)| refuses(m, f) || mentions_identity(f))
        || apps::of_route(scene, route).is_some_and(|a| middleware(scene, a).is_some())
}
