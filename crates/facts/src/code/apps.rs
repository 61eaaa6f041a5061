//! Grouping: which modules, routes and middleware make up which application.

use std::collections::{BTreeMap, BTreeSet};

use ringfort_model::code::{Call, Expr, ExprKind};

use super::{App, ErrorHandler, Framework, Middleware, Scope, django, routers};

/// The applications of the scope, in the order of their folders.
pub(super) fn apps(scope: &Scope<'_>) -> Vec<App> {
    let mut apps = found(scope);
    apps.sort_by(|a, b| (&a.root, a.framework, a.span).cmp(&(&b.root, b.framework, b.span)));
    merge(&mut apps);
    assign_modules(scope, &mut apps);
    let routers = routers::routers(scope);
    let routes = routers::routes(scope, &routers).into_iter().chain(django::routes(scope));
    let mut app_of: BTreeMap<usize, usize> = BTreeMap::new();
    for (i, app) in apps.iter().enumerate() {
        for module in &app.modules {
            app_of.entry(*module).or_insert(i);
        }
    }
    for (module, route) in routes {
        if let Some(app) = app_of.get(&module).and_then(|i| apps.get_mut(*i)) {
            app.routes.push(route);
        }
    }
    for app in &mut apps {
        complete(scope, app);
    }
    apps
}

/// One application per framework object or settings module.
fn found(scope: &Scope<'_>) -> Vec<App> {
    let mut apps = vec![];
    for (index, module) in scope.modules.iter().enumerate().filter(|(_, m)| !m.is_test()) {
        for call in module.calls() {
            let path =
                scope.resolve(index, &call.callee).filter(|p| scope.is_a(index, p, routers::APPS));
            if let Some(framework) = path.map(|p| framework(&p)) {
                apps.push(app(
                    framework,
                    root_of(scope, &module.path),
                    call.span,
                    vec![call.clone()],
                ));
            }
        }
        if django::is_settings(module) {
            let folder = module.path.rsplit_once('/').map_or("", |(f, _)| f);
            let root = folder.trim_end_matches("/settings").rsplit_once('/').map_or("", |(f, _)| f);
            let span = ringfort_source::Span::file(module.source);
            apps.push(app(Framework::Django, root.to_owned(), span, vec![]));
        }
    }
    apps
}

fn app(
    framework: Framework,
    root: String,
    span: ringfort_source::Span,
    instances: Vec<Call>,
) -> App {
    App {
        framework,
        root,
        span,
        instances,
        modules: vec![],
        routes: vec![],
        middleware: vec![],
        error_handlers: vec![],
        complete: true,
    }
}

fn framework(path: &str) -> Framework {
    match path.split('.').next() {
        Some("flask" | "quart") => Framework::Flask,
        Some("starlette") => Framework::Starlette,
        _ => Framework::FastApi,
    }
}

/// The folder above the package that `path` lies in.
fn root_of(scope: &Scope<'_>, path: &str) -> String {
    let mut folder = path.rsplit_once('/').map_or("", |(f, _)| f);
    while !folder.is_empty() && scope.is_package(folder) {
        folder = folder.rsplit_once('/').map_or("", |(f, _)| f);
    }
    folder.to_owned()
}

/// Objects of one framework in one folder are one application.
fn merge(apps: &mut Vec<App>) {
    apps.dedup_by(|next, kept| {
        let same = next.root == kept.root && next.framework == kept.framework;
        if same {
            kept.instances.append(&mut next.instances);
        }
        same
    });
}

/// Each module belongs to the application with the nearest folder above it; what those modules import
/// belongs to it too.
fn assign_modules(scope: &Scope<'_>, apps: &mut [App]) {
    let mut owned: BTreeMap<String, BTreeSet<usize>> =
        apps.iter().map(|a| (a.root.clone(), BTreeSet::new())).collect();
    for (index, module) in scope.modules.iter().enumerate().filter(|(_, m)| !m.is_test()) {
        if let Some(modules) = folders(&module.path).find(|f| owned.contains_key(*f)) {
            owned.entry(modules.to_owned()).or_default().insert(index);
        }
    }
    for app in apps {
        let mut modules = owned.get(&app.root).cloned().unwrap_or_default();
        let mut queue: Vec<usize> = modules.iter().copied().collect();
        while let Some(at) = queue.pop() {
            let imports = scope.module(at).map_or(&[][..], |m| &m.imports);
            let imported = imports.iter().filter_map(|i| scope.place(at, &i.path));
            queue.extend(imported.map(|(m, _)| m).filter(|m| modules.insert(*m)));
        }
        app.modules = modules.into_iter().collect();
    }
}

/// The folders above `path`, nearest first, the scanned root last.
fn folders(path: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(path.rsplit_once('/').map(|(f, _)| f), |f| {
        f.rsplit_once('/').map(|(f, _)| f)
    })
    .chain(std::iter::once(""))
}

/// Fills in what is registered on the application: middleware, handlers, defaults of settings.
fn complete(scope: &Scope<'_>, app: &mut App) {
    for index in app.modules.clone() {
        let Some(module) = scope.module(index) else { continue };
        app.complete &= module.complete;
        for call in module.calls() {
            app.middleware.extend(middleware(scope, index, call));
            app.error_handlers.extend(error_handlers(scope, index, call));
        }
        for (f, function) in module.functions.iter().enumerate() {
            decorated(scope, app, index, f, function);
        }
        if app.framework == Framework::Django && django::is_settings(module) {
            app.middleware.extend(django::middleware(module));
            let defaults = django::defaults(module);
            for route in &mut app.routes {
                route.guards.extend(defaults.iter().cloned());
            }
        }
    }
    app.routes.sort_by_key(|r| r.span);
}

fn is_app_object(scope: &Scope<'_>, module: usize, expr: &Expr) -> bool {
    scope.resolve(module, expr).is_some_and(|p| scope.is_a(module, &p, routers::APPS))
}

/// `app.add_middleware(X, ...)`, `Middleware(X, ...)`, `Extension(app, ...)`, `extension.init_app(app)`.
fn middleware(scope: &Scope<'_>, module: usize, call: &Call) -> Option<Middleware> {
    let entry = |named: &Expr| {
        let path = scope.resolve(module, named)?;
        let (function, class) = (scope.function(module, &path), scope.class(module, &path));
        Some(Middleware { path, call: Some(call.clone()), function, class, span: call.span })
    };
    let path = scope.resolve(module, &call.callee);
    match (call.callee.last_name()?, &call.callee.kind) {
        ("add_middleware", _) => entry(call.arg(0, "middleware_class")?),
        ("Middleware", _)
            if path.is_some_and(|p| p.starts_with("starlette.") || p.starts_with("fastapi.")) =>
        {
            entry(call.args.first()?)
        }
        ("init_app", ExprKind::Attribute { value, .. })
            if is_app_object(scope, module, call.args.first()?) =>
        {
            entry(value)
        }
        _ => {
            let target = call.args.first().or_else(|| call.keyword("app"))?;
            (is_app_object(scope, module, target) && target.as_name().is_some())
                .then(|| entry(&call.callee))?
                // A helper of the project that takes the application registers things itself.
                .filter(|m| m.function.is_none())
        }
    }
}

/// `app.add_exception_handler(X, f)`, `app.register_error_handler(500, f)`, `FastAPI(exception_handlers={X: f})`.
fn error_handlers(scope: &Scope<'_>, module: usize, call: &Call) -> Vec<ErrorHandler> {
    let handler = |caught: &Expr, function: &Expr| {
        let function = scope.function_of(module, function);
        Some(ErrorHandler {
            handles: handled(scope, module, caught)?,
            function,
            span: caught.span.to(call.span),
        })
    };
    let method = call.callee.last_name();
    if matches!(method, Some("add_exception_handler" | "register_error_handler")) {
        let pair = call.args.first().zip(call.args.get(1));
        return pair.and_then(|(c, f)| handler(c, f)).into_iter().collect();
    }
    match call.keyword("exception_handlers").map(|e| &e.kind) {
        Some(ExprKind::Dict(entries)) => {
            entries.iter().filter_map(|(k, v)| handler(k.as_ref()?, v)).collect()
        }
        _ => vec![],
    }
}

fn handled(scope: &Scope<'_>, module: usize, caught: &Expr) -> Option<String> {
    caught.as_int().map(|i| i.to_string()).or_else(|| scope.resolve(module, caught))
}

/// `@app.exception_handler(X)`, `@app.errorhandler(500)`, `@app.middleware("http")`.
fn decorated(
    scope: &Scope<'_>,
    app: &mut App,
    module: usize,
    index: usize,
    function: &ringfort_model::code::Function,
) {
    let id = super::FunctionId { module, function: index };
    for call in function.decorators.iter().filter_map(Expr::as_call) {
        let first = call.args.first();
        match call.callee.last_name() {
            Some("exception_handler" | "errorhandler" | "app_errorhandler") => {
                let handles = first.and_then(|e| handled(scope, module, e)).unwrap_or_default();
                app.error_handlers.push(ErrorHandler {
                    handles,
                    function: Some(id),
                    span: call.span,
                });
            }
            Some("middleware") if first.and_then(Expr::as_str) == Some("http") => {
                let path = format!(
                    "{}.{}",
                    scope.module(module).map_or("", |m| &m.name),
                    function.qualified
                );
                app.middleware.push(Middleware {
                    path,
                    call: Some(call.clone()),
                    function: Some(id),
                    class: None,
                    span: call.span,
                });
            }
            _ => {}
        }
    }
}
