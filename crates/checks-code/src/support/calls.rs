//! Calls of a module, and verdicts put together from many of them.

use ringfort_check::model::code::{Call, Expr, ExprKind, Module, StmtKind, Visit, walk_stmts};
use ringfort_check::{Span, Verdict};

/// The calls of `module` whose callee ends in one of `names`, each with the path it resolves to
/// (as written where it does not).
pub(crate) fn named<'m>(module: &'m Module, names: &[&str]) -> Vec<(String, &'m Call)> {
    let wanted = |c: &&Call| c.callee.last_name().is_some_and(|n| names.contains(&n));
    let resolved = |c: &'m Call| {
        let path = module.resolve(&c.callee).or_else(|| c.callee.dotted());
        (path.unwrap_or_else(|| c.callee.last_name().unwrap_or("").to_owned()), c)
    };
    module.calls().into_iter().filter(wanted).map(resolved).collect()
}

/// The worst of all; failures add up. Nothing to judge: not applicable.
pub(crate) fn all(verdicts: impl IntoIterator<Item = Verdict>) -> Verdict {
    verdicts.into_iter().fold(Verdict::NotApplicable, Verdict::and)
}

/// The function that `span` lies in, by its qualified name: what tells findings of one file apart.
pub(crate) fn key(module: &Module, span: Span) -> String {
    module.function_at(span).map_or_else(|| "module".to_owned(), |(_, f)| f.qualified.to_string())
}

/// Assignments of a module at whatever depth: target, value.
pub(crate) fn assignments(module: &Module) -> Vec<(&Expr, &Expr)> {
    let mut found = vec![];
    for body in module.bodies() {
        walk_stmts(body, &mut |stmt| {
            if let StmtKind::Assign { targets, value: Some(value), .. } = &stmt.kind {
                found.extend(targets.iter().map(|t| (t, value)));
            }
            Visit::Into
        });
    }
    found
}

/// The value of a module-level name.
pub(crate) fn top_level<'m>(module: &'m Module, name: &str) -> Option<&'m Expr> {
    module.body.iter().rev().find_map(|stmt| match &stmt.kind {
        StmtKind::Assign { targets, value: Some(value), .. } => {
            targets.iter().any(|t| t.as_name() == Some(name)).then_some(value)
        }
        _ => None,
    })
}

/// `expr` itself, or what the module-level name it is was assigned.
pub(crate) fn value<'m>(module: &'m Module, expr: &'m Expr) -> &'m Expr {
    expr.as_name().and_then(|n| top_level(module, n)).unwrap_or(expr)
}

/// Every expression of the module, functions, classes and their headers included.
pub(crate) fn exprs(module: &Module) -> Vec<&Expr> {
    let mut found: Vec<&Expr> = vec![];
    for body in module.bodies() {
        ringfort_check::model::code::walk_exprs(body, &mut |e| {
            found.push(e);
            Visit::Into
        });
    }
    found
}

/// The constant texts of a module with their places, those in decorators and defaults included.
pub(crate) fn texts(module: &Module) -> Vec<(&str, Span)> {
    let mut found = vec![];
    let header = module.functions.iter().flat_map(|f| {
        let params = f.params.iter().flat_map(|p| p.default.iter());
        f.decorators.iter().chain(params)
    });
    for expr in exprs(module).into_iter().chain(header) {
        if let ExprKind::Str(text) = &expr.kind {
            found.push((&**text, expr.span));
        }
    }
    found
}
