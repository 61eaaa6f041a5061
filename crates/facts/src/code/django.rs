//! Django: routes are listed in `urlpatterns` and routers, guards in views, mixins and settings.

use ringfort_model::code::{Call, Class, Expr, Module, StmtKind};

use super::{
    FunctionId, Guard, Level, Middleware, Origin, Route, RouteParam, Scope, Shape, ShapeKind,
    guard, shape::shape,
};

const VERBS: &[&str] = &[
    "get",
    "post",
    "put",
    "patch",
    "delete",
    "list",
    "create",
    "retrieve",
    "update",
    "partial_update",
    "destroy",
];

/// Is this a Django settings module?
pub(super) fn is_settings(module: &Module) -> bool {
    let named = |name: &str| top_level(module, name).is_some();
    named("INSTALLED_APPS") && (named("MIDDLEWARE") || named("ROOT_URLCONF") || named("DATABASES"))
}

/// The value of a module-level variable.
pub(super) fn top_level<'m>(module: &'m Module, name: &str) -> Option<&'m Expr> {
    module.body.iter().rev().find_map(|stmt| match &stmt.kind {
        StmtKind::Assign { targets, value: Some(value), .. } => {
            targets.iter().any(|t| t.as_name() == Some(name)).then_some(value)
        }
        _ => None,
    })
}

/// The middleware that settings list.
pub(super) fn middleware(module: &Module) -> Vec<Middleware> {
    let listed = top_level(module, "MIDDLEWARE").map_or(&[][..], Expr::items);
    let entry = |e: &Expr| {
        Some(Middleware {
            path: e.as_str()?.to_owned(),
            call: None,
            function: None,
            class: None,
            span: e.span,
        })
    };
    listed.iter().filter_map(entry).collect()
}

/// Guards that settings put before every view: REST framework defaults, `LoginRequiredMiddleware`.
pub(super) fn defaults(module: &Module) -> Vec<Guard> {
    let rest = top_level(module, "REST_FRAMEWORK");
    let permissions =
        rest.and_then(|r| r.get("DEFAULT_PERMISSION_CLASSES")).map_or(&[][..], Expr::items);
    let middleware = top_level(module, "MIDDLEWARE").map_or(&[][..], Expr::items);
    let login = middleware
        .iter()
        .filter(|m| m.as_str().is_some_and(|s| s.ends_with("LoginRequiredMiddleware")));
    let guard = |e: &Expr| {
        let path = e.as_str()?.to_owned();
        Some(Guard { path, function: None, with_arguments: false, level: Level::App, span: e.span })
    };
    permissions.iter().chain(login).filter_map(guard).collect()
}

/// Every route in `urlpatterns` and REST routers, with its module.
pub(super) fn routes(scope: &Scope<'_>) -> Vec<(usize, Route)> {
    let mut found = vec![];
    for (index, module) in scope.modules.iter().enumerate() {
        let django = module.imports_path("django") || module.imports_path("rest_framework");
        for call in module.calls().into_iter().filter(|_| django) {
            found.extend(of_call(scope, index, call).into_iter().map(|r| (index, r)));
        }
    }
    found
}

fn of_call(scope: &Scope<'_>, module: usize, call: &Call) -> Vec<Route> {
    let path = scope.resolve(module, &call.callee).unwrap_or_default();
    let view = match path.as_str() {
        "django.urls.path"
        | "django.urls.re_path"
        | "django.conf.urls.url"
        | "django.urls.conf.path" => call.arg(1, "view"),
        p if p.ends_with("Router.register") => call.arg(1, "viewset"),
        _ => return vec![],
    };
    let Some(view) = view else { return vec![] };
    let class = view.as_call().filter(|c| c.callee.last_name() == Some("as_view"));
    let named = match (class, &view.kind) {
        (Some(c), _) => match &c.callee.kind {
            ringfort_model::code::ExprKind::Attribute { value, .. } => value,
            _ => return vec![],
        },
        (None, ringfort_model::code::ExprKind::Call(c))
            if c.callee.last_name() == Some("include") =>
        {
            return vec![];
        }
        _ => view,
    };
    let Some(target) = scope.resolve(module, named) else { return vec![] };
    if let Some(id) = scope.class(module, &target) {
        return scope
            .get_class(id)
            .map(|c| of_class(scope, id.module, c, call))
            .unwrap_or_default();
    }
    let function = scope.function(module, &target);
    vec![of_function(scope, call, function, target, vec![], vec![])]
}

fn of_class(scope: &Scope<'_>, module: usize, class: &Class, call: &Call) -> Vec<Route> {
    let mut guards: Vec<Guard> = class
        .decorators
        .iter()
        .chain(&class.bases)
        .filter_map(|e| guard::named(scope, module, e, Level::Class))
        .collect();
    let listed = class
        .field("permission_classes")
        .and_then(|f| f.default.as_ref())
        .map_or(&[][..], Expr::items);
    guards.extend(listed.iter().filter_map(|e| guard::named(scope, module, e, Level::Class)));
    let methods =
        class.methods.iter().filter_map(|i| Some((*i, scope.module(module)?.functions.get(*i)?)));
    let answering = methods.filter(|(_, f)| VERBS.contains(&&*f.name) || is_action(f));
    let routes: Vec<Route> = answering
        .map(|(function, f)| {
            let id = FunctionId { module, function };
            of_function(
                scope,
                call,
                Some(id),
                f.qualified.to_string(),
                guards.clone(),
                vec![f.name.to_ascii_uppercase()],
            )
        })
        .collect();
    if routes.is_empty() {
        return vec![of_function(scope, call, None, class.qualified.to_string(), guards, vec![])];
    }
    routes
}

fn is_action(function: &ringfort_model::code::Function) -> bool {
    function
        .decorators
        .iter()
        .any(|d| d.as_call().is_some_and(|c| c.callee.last_name() == Some("action")))
}

fn of_function(
    scope: &Scope<'_>,
    call: &Call,
    id: Option<FunctionId>,
    name: String,
    mut guards: Vec<Guard>,
    methods: Vec<String>,
) -> Route {
    let function = id.and_then(|id| Some((id, scope.get_function(id)?)));
    let path = call.args.first().and_then(Expr::as_str).map(|p| format!("/{p}"));
    let mut params = vec![];
    if let Some((id, function)) = function {
        guards.extend(
            function
                .decorators
                .iter()
                .filter_map(|d| guard::named(scope, id.module, d, Level::Route)),
        );
        let taken = function.params.iter().filter(|p| !matches!(&*p.name, "self" | "request"));
        params.extend(taken.map(|p| {
            let mut shape = shape(scope, id.module, p.annotation.as_ref());
            let converted = ["int", "uuid"]
                .iter()
                .any(|t| path.as_deref().unwrap_or("").contains(&format!("<{t}:{}>", p.name)));
            if converted {
                shape = Shape::of(ShapeKind::Scalar);
            }
            RouteParam { name: p.name.to_string(), origin: Origin::Path, shape, span: p.span }
        }));
    }
    let methods = methods.into_iter().map(verb).collect();
    Route {
        methods,
        path,
        function: id,
        name,
        params,
        guards,
        response: None,
        response_span: None,
        call: Some(call.clone()),
        span: call.span,
    }
}

/// The method that a REST framework action answers.
fn verb(action: String) -> String {
    match action.as_str() {
        "LIST" | "RETRIEVE" => "GET".into(),
        "CREATE" => "POST".into(),
        "UPDATE" => "PUT".into(),
        "PARTIAL_UPDATE" => "PATCH".into(),
        "DESTROY" => "DELETE".into(),
        _ => action,
    }
}
