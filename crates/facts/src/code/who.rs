//! Who is calling: guards, middleware and handlers that refuse callers whom they do not know.

use ringfort_model::code::{
    Expr, ExprKind, Function, Module, StmtKind, Visit, walk_exprs, walk_stmts,
};

use super::{App, FunctionId, Guard, Middleware, Route};
use crate::Facts;

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

impl Facts {
    /// Does `guard` refuse callers whom it does not know?
    pub fn authenticates(&self, guard: &Guard) -> bool {
        let own = guard.function.and_then(|id| self.function(id));
        own.is_some_and(|(module, function)| refuses(module, function)) || asks_by_name(&guard.path)
    }

    /// The middleware of `app` that refuses callers whom it does not know.
    pub fn authenticating_middleware<'a>(&self, app: &'a App) -> Option<&'a Middleware> {
        app.middleware.iter().find(|m| self.is_authenticating(m))
    }

    fn is_authenticating(&self, middleware: &Middleware) -> bool {
        if let Some((module, function)) = middleware.function.and_then(|id| self.function(id)) {
            return refuses(module, function);
        }
        if let Some(id) = middleware.class
            && let Some(module) = self.model.modules.get(id.module)
            && let Some(class) = module.classes.get(id.class)
        {
            let methods = class.methods.iter().filter_map(|i| module.functions.get(*i));
            return methods.into_iter().any(|f| refuses(module, f));
        }
        asks_by_name(&middleware.path)
    }

    /// Does anything ask who calls `route` of `app`: a guard, the application's middleware or the handler itself?
    pub fn asks_who_calls(&self, app: Option<&App>, route: &Route) -> bool {
        let handler = route.function.and_then(|id| self.function(id));
        route.guards.iter().any(|g| self.authenticates(g))
            || handler.is_some_and(|(m, f)| refuses(m, f) || mentions_identity(f))
            || app.is_some_and(|a| self.authenticating_middleware(a).is_some())
    }

    fn function(&self, id: FunctionId) -> Option<(&Module, &Function)> {
        let module = self.model.modules.get(id.module)?;
        Some((module, module.functions.get(id.function)?))
    }
}

/// Does the function, or one defined in it, answer 401 or 403 to somebody?
pub fn refuses(module: &Module, function: &Function) -> bool {
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
pub fn mentions_identity(function: &Function) -> bool {
    let mut found = false;
    walk_exprs(&function.body, &mut |e| {
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
