//! `FastAPI`, Starlette and Flask: routes hang on routers, routers on other routers.

use std::collections::BTreeMap;

use ringfort_model::code::{Call, Expr, ExprKind, Function};

use super::{
    FunctionId, Guard, Level, Origin, Route, RouteParam, Scope, Shape, ShapeKind, guard,
    shape::shape,
};

/// Classes whose instances take routes.
pub(super) const APPS: &[&str] = &[
    "fastapi.FastAPI",
    "fastapi.applications.FastAPI",
    "starlette.applications.Starlette",
    "flask.Flask",
    "quart.Quart",
];
const ROUTERS: &[&str] = &[
    "fastapi.APIRouter",
    "fastapi.routing.APIRouter",
    "flask.Blueprint",
    "quart.Blueprint",
    "starlette.routing.Router",
];
const METHODS: &[&str] =
    &["get", "post", "put", "delete", "patch", "options", "head", "trace", "websocket"];

/// A router or application object.
#[derive(Clone, Debug, Default)]
pub(super) struct Router {
    prefix: String,
    guards: Vec<Guard>,
    /// Identity of the router that includes it, with the prefix there.
    parent: Option<(String, String)>,
    is_app: bool,
}

pub(super) type Routers = BTreeMap<String, Router>;

/// The routers of the scope, by the identity of their variable.
pub(super) fn routers(scope: &Scope<'_>) -> Routers {
    let mut routers = Routers::new();
    for (index, module) in scope.modules.iter().enumerate() {
        for body in module.bodies() {
            ringfort_model::code::walk_stmts(body, &mut |stmt| {
                if let ringfort_model::code::StmtKind::Assign {
                    targets, value: Some(value), ..
                } = &stmt.kind
                    && let Some((target, call)) = targets.first().zip(value.as_call())
                    && let Some(router) = made(scope, index, call)
                    && let Some(id) = scope.identity(index, target)
                {
                    routers.insert(id, router);
                }
                ringfort_model::code::Visit::Into
            });
        }
    }
    for (index, module) in scope.modules.iter().enumerate() {
        for call in module.calls() {
            include(scope, index, call, &mut routers);
        }
        for function in &module.functions {
            before_request(scope, index, function, &mut routers);
        }
    }
    routers
}

fn made(scope: &Scope<'_>, module: usize, call: &Call) -> Option<Router> {
    let path = scope.resolve(module, &call.callee)?;
    let is_app = scope.is_a(module, &path, APPS);
    if !is_app && !scope.is_a(module, &path, ROUTERS) {
        return None;
    }
    let level = if is_app { Level::App } else { Level::Router };
    let prefix = call.keyword("prefix").or_else(|| call.keyword("url_prefix"));
    let guards = call.keyword("dependencies").map(|d| guard::in_expr(scope, module, d, level));
    let prefix = prefix.and_then(Expr::as_str).unwrap_or("").to_owned();
    Some(Router { prefix, guards: guards.unwrap_or_default(), parent: None, is_app })
}

/// `app.include_router(router, prefix=..., dependencies=[...])`, `app.register_blueprint(bp, url_prefix=...)`.
fn include(scope: &Scope<'_>, module: usize, call: &Call, routers: &mut Routers) -> Option<()> {
    let ExprKind::Attribute { value, attr } = &call.callee.kind else { return None };
    if !matches!(attr.as_ref(), "include_router" | "register_blueprint") {
        return None;
    }
    let parent = scope.identity(module, value)?;
    let child = scope.identity(module, call.args.first().or_else(|| call.keyword("router"))?)?;
    let prefix =
        call.keyword("prefix").or_else(|| call.keyword("url_prefix")).and_then(Expr::as_str);
    let guards =
        call.keyword("dependencies").map(|d| guard::in_expr(scope, module, d, Level::Router));
    let router = routers.get_mut(&child)?;
    router.parent.get_or_insert((parent, prefix.unwrap_or("").to_owned()));
    router.guards.extend(guards.unwrap_or_default());
    Some(())
}

/// `@app.before_request` functions run before every route of their router.
fn before_request(scope: &Scope<'_>, module: usize, function: &Function, routers: &mut Routers) {
    for decorator in &function.decorators {
        let ExprKind::Attribute { value, attr } = &decorator.kind else { continue };
        let Some(router) = scope.identity(module, value).and_then(|id| routers.get_mut(&id)) else {
            continue;
        };
        if matches!(attr.as_ref(), "before_request" | "before_app_request") {
            let level = if router.is_app { Level::App } else { Level::Router };
            let path =
                format!("{}.{}", scope.module(module).map_or("", |m| &m.name), function.qualified);
            let id = scope.function(module, &path);
            router.guards.push(Guard {
                path,
                function: id,
                with_arguments: false,
                level,
                span: decorator.span,
            });
        }
    }
}

/// Prefix and guards of a router with those of the routers around it.
fn chain(routers: &Routers, identity: &str) -> (String, Vec<Guard>) {
    let (mut prefix, mut guards, mut at) = (String::new(), vec![], identity.to_owned());
    for _ in 0..8 {
        let Some(router) = routers.get(&at) else { break };
        prefix.insert_str(0, &router.prefix);
        guards.extend(router.guards.iter().cloned());
        let Some((parent, included)) = &router.parent else { break };
        prefix.insert_str(0, included);
        at.clone_from(parent);
    }
    (prefix, guards)
}

/// Every route of the scope that hangs on a router, with its module.
pub(super) fn routes(scope: &Scope<'_>, routers: &Routers) -> Vec<(usize, Route)> {
    let mut found = vec![];
    for (index, module) in scope.modules.iter().enumerate() {
        for (f, function) in module.functions.iter().enumerate() {
            let id = FunctionId { module: index, function: f };
            for decorator in &function.decorators {
                if let Some(call) = decorator.as_call()
                    && let Some(route) =
                        registered(scope, routers, index, call, Some((id, function)))
                {
                    found.push((index, route));
                }
            }
        }
        for call in module.calls() {
            if let Some(route) = by_call(scope, routers, index, call) {
                found.push((index, route));
            }
        }
    }
    found
}

/// `app.add_api_route(path, function)`, `app.add_url_rule(path, view_func=function)`.
fn by_call(scope: &Scope<'_>, routers: &Routers, module: usize, call: &Call) -> Option<Route> {
    let function = match call.callee.last_name()? {
        "add_api_route" | "add_route" => {
            call.arg(1, "endpoint").or_else(|| call.keyword("route"))?
        }
        "add_url_rule" => call.arg(2, "view_func")?,
        _ => return None,
    };
    let id = scope.function_of(module, function);
    registered(scope, routers, module, call, id.and_then(|id| Some((id, scope.get_function(id)?))))
}

fn registered(
    scope: &Scope<'_>,
    routers: &Routers,
    module: usize,
    call: &Call,
    function: Option<(FunctionId, &Function)>,
) -> Option<Route> {
    let ExprKind::Attribute { value, attr } = &call.callee.kind else { return None };
    let identity = scope.identity(module, value).filter(|id| routers.contains_key(id))?;
    let verbs = matches!(
        attr.as_ref(),
        "route" | "api_route" | "add_api_route" | "add_url_rule" | "add_route"
    );
    if !verbs && !METHODS.contains(&attr.as_ref()) {
        return None;
    }
    let methods = if verbs { methods(call) } else { vec![attr.to_ascii_uppercase()] };
    let (prefix, inherited) = chain(routers, &identity);
    let path = call.args.first().or_else(|| call.keyword("path")).or_else(|| call.keyword("rule"));
    let path = path.and_then(Expr::as_str).map(|p| format!("{prefix}{p}"));
    let mut guards: Vec<Guard> = call
        .keyword("dependencies")
        .map(|d| guard::in_expr(scope, module, d, Level::Route))
        .unwrap_or_default();
    guards.extend(inherited);
    let (mut params, mut response) = (vec![], call.keyword("response_model"));
    if let Some((id, function)) = function {
        guards.extend(guard::of_params(scope, id.module, function));
        let others =
            function.decorators.iter().filter(|d| d.as_call().is_none_or(|c| c.span != call.span));
        let others = others.filter(|d| !is_registration(scope, routers, id.module, d));
        guards.extend(others.filter_map(|d| guard::named(scope, id.module, d, Level::Route)));
        params = self::params(scope, id.module, function, path.as_deref().unwrap_or(""));
        response = response.or(function.returns.as_ref());
    }
    let name = function.map_or_else(String::new, |(_, f)| f.qualified.to_string());
    Some(Route {
        methods,
        path,
        function: function.map(|(id, _)| id),
        name,
        params,
        guards,
        response: response.and_then(|r| response_path(scope, module, r)),
        response_span: response.map(|r| r.span),
        call: Some(call.clone()),
        span: call.span,
    })
}

fn is_registration(scope: &Scope<'_>, routers: &Routers, module: usize, decorator: &Expr) -> bool {
    let callee = decorator.as_call().map_or(decorator, |c| &c.callee);
    let ExprKind::Attribute { value, .. } = &callee.kind else { return false };
    scope.identity(module, value).is_some_and(|id| routers.contains_key(&id))
}

fn methods(call: &Call) -> Vec<String> {
    let listed = call.keyword("methods").map_or(&[][..], Expr::items);
    listed.iter().filter_map(Expr::as_str).map(str::to_ascii_uppercase).collect()
}

/// `list[TaskOut]` declares `TaskOut`.
fn response_path(scope: &Scope<'_>, module: usize, declared: &Expr) -> Option<String> {
    match &declared.kind {
        ExprKind::Subscript { index, .. } => {
            response_path(scope, module, index.items().first().unwrap_or(index))
        }
        ExprKind::BinOp { left, .. } => response_path(scope, module, left),
        ExprKind::None => Some("None".to_owned()),
        _ => scope.resolve(module, declared),
    }
}

/// The parameters of a route's function, by the rules of `FastAPI`; Flask passes path parameters only.
fn params(scope: &Scope<'_>, module: usize, function: &Function, path: &str) -> Vec<RouteParam> {
    let receiver = |(i, p): &(usize, &ringfort_model::code::Param)| {
        !(*i == 0 && function.class.is_some() && &*p.name == "self")
    };
    let param = |p: &ringfort_model::code::Param| {
        let mut shape = shape(scope, module, p.annotation.as_ref());
        let parts = p.annotation.iter().chain(&p.default);
        let marker =
            parts.flat_map(Expr::calls).find_map(|c| Some((marked(c.callee.last_name()?)?, c)));
        if let (Some((_, call)), true) =
            (marker, p.default.as_ref().is_some_and(|d| d.as_call().is_some()))
        {
            shape.constrain(call);
        }
        let depends = !guard::in_expr(
            scope,
            module,
            p.annotation.as_ref().or(p.default.as_ref())?,
            Level::Param,
        )
        .is_empty();
        let origin = match marker {
            Some((origin, _)) => origin,
            None if depends => Origin::Dependency,
            None => implied(&p.name, &shape, path),
        };
        Some(RouteParam { name: p.name.to_string(), origin, shape, span: p.span })
    };
    let bare = |p: &ringfort_model::code::Param| {
        let shape = Shape::of(ShapeKind::Missing);
        let origin = implied(&p.name, &shape, path);
        RouteParam { name: p.name.to_string(), origin, shape, span: p.span }
    };
    let taken = function.params.iter().enumerate().filter(receiver);
    taken.map(|(_, p)| param(p).unwrap_or_else(|| bare(p))).map(|p| converted(p, path)).collect()
}

/// Flask's `<int:id>` and Starlette's `{id:int}` convert what they match.
fn converted(mut param: RouteParam, path: &str) -> RouteParam {
    let typed = ["int", "float", "uuid"].iter().any(|t| {
        path.contains(&format!("<{t}:{}>", param.name))
            || path.contains(&format!("{{{}:{t}}}", param.name))
    });
    if typed && param.shape.kind == ShapeKind::Missing {
        param.shape.kind = ShapeKind::Scalar;
    }
    param
}

fn marked(callee: &str) -> Option<Origin> {
    Some(match callee {
        "Path" => Origin::Path,
        "Query" => Origin::Query,
        "Header" => Origin::Header,
        "Cookie" => Origin::Cookie,
        "Body" => Origin::Body,
        "Form" => Origin::Form,
        "File" => Origin::File,
        "Depends" | "Security" => Origin::Dependency,
        _ => return None,
    })
}

fn implied(name: &str, shape: &Shape, path: &str) -> Origin {
    let in_path =
        [format!("{{{name}}}"), format!("{{{name}:"), format!("<{name}>"), format!(":{name}>")];
    if in_path.iter().any(|p| path.contains(p.as_str())) {
        return Origin::Path;
    }
    match &shape.kind {
        ShapeKind::Model(_) | ShapeKind::Dict | ShapeKind::List(_) => Origin::Body,
        ShapeKind::Bytes => Origin::File,
        ShapeKind::Other(path)
            if path.starts_with("fastapi.") || path.starts_with("starlette.") =>
        {
            Origin::Framework
        }
        _ => Origin::Query,
    }
}
