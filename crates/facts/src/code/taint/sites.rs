//! Every site of the scope, with how its argument is made.

use ringfort_model::code::{
    BinOp, Call, Expr, ExprKind, Module, Stmt, StmtKind, Visit, walk_stmts,
};

use super::sinks::{Sink, sink, without_shell};
use super::{Built, SinkKind, Site};
use crate::code::{FunctionId, Scope};

/// Every site of the scope, in source order.
pub(super) fn sites(scope: &Scope<'_>) -> Vec<Site> {
    let mut sites = vec![];
    for (index, module) in scope.modules.iter().enumerate() {
        for call in module.calls() {
            let Some(sink) = sink(scope, index, call) else { continue };
            let argument = sink.arguments.first();
            let function = module
                .function_at(call.span)
                .map(|(function, _)| FunctionId { module: index, function });
            sites.push(Site {
                kind: sink.kind,
                module: index,
                function,
                span: call.span,
                argument: argument.map_or(call.span, |a| a.span),
                built: built_of(module, &sink, call),
                callee: sink.callee,
                in_test: module.is_test(),
            });
        }
    }
    sites
}

fn built_of(module: &Module, sink: &Sink<'_>, call: &Call) -> Built {
    if sink.kind == SinkKind::Log {
        let built = sink.arguments.first().map_or(Built::Constant, |a| built(module, a, 3));
        return if built == Built::Constant && sink.arguments.len() > 1 {
            Built::Parameters
        } else {
            built
        };
    }
    if sink.kind == SinkKind::Command && without_shell(sink, call) {
        let constant = sink.arguments.iter().all(|a| a.is_constant());
        return if constant { Built::Constant } else { Built::Parameters };
    }
    let Some(argument) = sink.arguments.first() else { return Built::Constant };
    let built = built(module, argument, 3);
    let parameters = call.args.len() > 1 || !call.keywords.is_empty();
    if sink.kind == SinkKind::Sql && built == Built::Constant && parameters {
        Built::Parameters
    } else {
        built
    }
}

/// How `expr` is made, looked up through plain assignments.
fn built(module: &Module, expr: &Expr, depth: usize) -> Built {
    if expr.is_constant() {
        return Built::Constant;
    }
    match &expr.kind {
        ExprKind::FString(_) => Built::Formatted,
        ExprKind::BinOp { op: BinOp::Add | BinOp::Mod, left, right } => {
            let constant = [left, right]
                .iter()
                .all(|e| built(module, e, depth.saturating_sub(1)) == Built::Constant);
            if constant { Built::Constant } else { Built::Formatted }
        }
        ExprKind::Call(call) => of_call(module, call, depth),
        ExprKind::Await(inner) => built(module, inner, depth),
        ExprKind::Name(name) if depth > 0 => of_name(module, expr, name, depth - 1),
        ExprKind::IfExp { body, orelse, .. } => {
            built(module, body, depth).max(built(module, orelse, depth))
        }
        _ => Built::Unknown,
    }
}

/// Functions of query builders: their arguments are bound, not formatted.
const BUILDERS: &[&str] = &[
    "select",
    "insert",
    "update",
    "delete",
    "exists",
    "union",
    "func",
    "Select",
    "filter",
    "where",
    "values",
    "order_by",
    "limit",
    "offset",
    "join",
    "returning",
    "scalar_subquery",
    "group_by",
    "options",
    "on_conflict_do_nothing",
    "on_conflict_do_update",
    "filter_by",
    "select_from",
    "distinct",
    "having",
    "with_for_update",
    "outerjoin",
];

fn of_call(module: &Module, call: &Call, depth: usize) -> Built {
    let Some(name) = call.callee.last_name() else { return Built::Unknown };
    let receiver = match &call.callee.kind {
        ExprKind::Attribute { value, .. } => Some(&**value),
        _ => None,
    };
    let text = receiver.is_some_and(|r| {
        r.as_str().is_some() || built(module, r, depth.saturating_sub(1)) == Built::Constant
    });
    match name {
        "format" | "join" | "format_map" if text && call.values().all(Expr::is_constant) => {
            Built::Constant
        }
        "format" | "format_map" | "join" if text => Built::Formatted,
        "text" | "SQL" | "dedent" | "str" if !call.args.is_empty() => {
            call.args.first().map_or(Built::Unknown, |a| built(module, a, depth.saturating_sub(1)))
        }
        "bindparams" | "strip" | "encode" | "columns" => receiver.map_or(Built::Unknown, |r| {
            let inner = built(module, r, depth);
            if inner == Built::Constant && name == "bindparams" { Built::Parameters } else { inner }
        }),
        _ if BUILDERS.contains(&name) && !is_path(module, call) => Built::Parameters,
        _ => Built::Unknown,
    }
}

/// `os.path.join` is no query builder's join.
fn is_path(module: &Module, call: &Call) -> bool {
    module.resolve(&call.callee).is_some_and(|p| p.starts_with("os.path."))
}

/// A name is made as its assignments in the function (or module) make it; the worst counts.
fn of_name(module: &Module, at: &Expr, name: &str, depth: usize) -> Built {
    let function = module.function_at(at.span);
    let local = function.map(|(_, f)| assigned(module, &f.body, name, depth));
    let is_param = function.is_some_and(|(_, f)| f.param(name).is_some());
    match local.flatten() {
        Some(built) => built,
        None if is_param => Built::Unknown,
        None => assigned(module, &module.body, name, depth).unwrap_or(Built::Unknown),
    }
}

fn assigned(module: &Module, body: &[Stmt], name: &str, depth: usize) -> Option<Built> {
    let mut worst: Option<Built> = None;
    walk_stmts(body, &mut |stmt| {
        let made = match &stmt.kind {
            StmtKind::Assign { targets, value: Some(value), .. }
                if targets.iter().any(|t| t.as_name() == Some(name)) =>
            {
                Some(match built(module, value, depth) {
                    // `query = query.where(...)` stays what it was.
                    Built::Unknown if value.any(&mut |e| e.as_name() == Some(name)) => {
                        return Visit::Into;
                    }
                    built => built,
                })
            }
            StmtKind::AugAssign { target, value, .. } if target.as_name() == Some(name) => {
                Some(if built(module, value, depth) == Built::Constant {
                    Built::Constant
                } else {
                    Built::Formatted
                })
            }
            StmtKind::For { target, iter, .. } if target.as_name() == Some(name) => {
                Some(if iter.is_constant() { Built::Constant } else { Built::Unknown })
            }
            StmtKind::With { items, .. }
                if items
                    .iter()
                    .any(|i| i.target.as_ref().and_then(Expr::as_name) == Some(name)) =>
            {
                Some(Built::Unknown)
            }
            _ => None,
        };
        worst = worst.max(made);
        Visit::Into
    });
    worst
}
