//! Guards: from `Depends(...)`, decorators and permission lists.

use ringfort_model::code::{Expr, ExprKind, Function};

use super::{FunctionId, Guard, Level, Scope};

const NESTING: usize = 5;

/// The guards in an expression: each `Depends(x)` or `Security(x)` in it, also behind a type alias.
pub(super) fn in_expr(scope: &Scope<'_>, module: usize, expr: &Expr, level: Level) -> Vec<Guard> {
    let mut guards = vec![];
    collect(scope, module, expr, level, NESTING, &mut guards);
    guards
}

fn collect(
    scope: &Scope<'_>,
    module: usize,
    expr: &Expr,
    level: Level,
    depth: usize,
    guards: &mut Vec<Guard>,
) {
    let alias = scope
        .value_of(module, expr)
        .filter(|(_, v)| matches!(v.kind, ExprKind::Subscript { .. } | ExprKind::List(_)));
    if let Some((place, value)) = alias.filter(|_| depth > 0) {
        return collect(scope, place, value, level, depth - 1, guards);
    }
    for call in expr.calls() {
        if !matches!(call.callee.last_name(), Some("Depends" | "Security")) {
            continue;
        }
        let Some(provider) = call.arg(0, "dependency") else { continue };
        let maker = provider.as_call();
        let named = maker.map_or(provider, |c| &c.callee);
        let path = scope.resolve(module, named).or_else(|| named.dotted()).unwrap_or_default();
        let function = scope.function(module, &path);
        let with_arguments = maker.is_some() || call.callee.last_name() == Some("Security");
        guards.push(Guard { path, function, with_arguments, level, span: call.span });
        if let Some(id) = function.filter(|_| depth > 0) {
            nested(scope, id, depth - 1, guards);
        }
    }
}

/// The dependencies of a dependency.
fn nested(scope: &Scope<'_>, id: FunctionId, depth: usize, guards: &mut Vec<Guard>) {
    let Some(function) = scope.get_function(id) else { return };
    for part in function.params.iter().flat_map(|p| p.annotation.iter().chain(&p.default)) {
        collect(scope, id.module, part, Level::Nested, depth, guards);
    }
}

/// The guards that the parameters of a route's function declare.
pub(super) fn of_params(scope: &Scope<'_>, module: usize, function: &Function) -> Vec<Guard> {
    let parts = function.params.iter().flat_map(|p| p.annotation.iter().chain(&p.default));
    parts.flat_map(|e| in_expr(scope, module, e, Level::Param)).collect()
}

/// A decorator, permission class or mixin as a guard.
pub(super) fn named(scope: &Scope<'_>, module: usize, expr: &Expr, level: Level) -> Option<Guard> {
    let call = expr.as_call();
    let callee = call.map_or(expr, |c| &c.callee);
    // `@method_decorator(login_required, name="dispatch")` stands for its argument.
    if let Some(inner) =
        call.filter(|_| callee.last_name() == Some("method_decorator")).and_then(|c| c.args.first())
    {
        return inner.items().first().map_or_else(
            || named(scope, module, inner, level),
            |i| named(scope, module, i, level),
        );
    }
    let path = match &expr.kind {
        ExprKind::Str(text) => text.to_string(),
        _ => scope.resolve(module, callee).or_else(|| callee.dotted())?,
    };
    let function = scope.function(module, &path);
    let with_arguments = call.is_some_and(|c| c.values().next().is_some());
    Some(Guard { path, function, with_arguments, level, span: expr.span })
}
