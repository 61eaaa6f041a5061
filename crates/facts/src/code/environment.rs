//! Reads of the environment, and what happens when a variable is absent.

use ringfort_model::code::{
    Call, Expr, ExprKind, Module, Stmt, StmtKind, Visit, walk_exprs, walk_stmts,
};
use ringfort_source::Span;

use super::{Schema, Scope};

/// A read of an environment variable.
#[derive(Clone, Debug, PartialEq)]
pub struct EnvRead {
    /// The variable; `None` where its name is not a constant.
    pub name: Option<String>,
    /// What happens when it is not set.
    pub absent: Absent,
    /// The module.
    pub module: usize,
    /// Where.
    pub span: Span,
}

/// What happens when a variable is not set.
#[derive(Clone, Debug, PartialEq)]
pub enum Absent {
    /// The program stops.
    Fails,
    /// It goes on with nothing.
    Nothing,
    /// It goes on with this value.
    Fallback(Expr),
}

/// Every read of the environment in the scope: `os.environ`, `os.getenv`, decouple, environs, settings classes.
pub(super) fn env_reads(scope: &Scope<'_>, schemas: &[Schema]) -> Vec<EnvRead> {
    let mut found = vec![];
    for (index, module) in scope.modules.iter().enumerate() {
        let checked = checked_names(module);
        for body in module.bodies() {
            walk_stmts(body, &mut |stmt| {
                for expr in stmt.exprs() {
                    in_expr(
                        scope,
                        index,
                        expr,
                        assigned(stmt).is_some_and(|n| checked.contains(&n)),
                        &mut found,
                    );
                }
                Visit::Into
            });
        }
        for param in module.functions.iter().flat_map(|f| &f.params) {
            if let Some(default) = &param.default {
                in_expr(scope, index, default, false, &mut found);
            }
        }
    }
    found.extend(schemas.iter().filter(|s| s.is_settings).flat_map(of_settings));
    found.sort_by_key(|r| r.span);
    found
}

fn of_settings(schema: &Schema) -> impl Iterator<Item = EnvRead> {
    schema.fields.iter().filter(|f| f.name != "model_config").map(|field| EnvRead {
        name: Some(field.name.to_ascii_uppercase()),
        absent: match &field.default {
            None => Absent::Fails,
            Some(value) if value.is_none() => Absent::Nothing,
            Some(value) => Absent::Fallback(value.clone()),
        },
        module: schema.class.module,
        span: field.span,
    })
}

fn in_expr(scope: &Scope<'_>, module: usize, expr: &Expr, checked: bool, found: &mut Vec<EnvRead>) {
    expr.walk(&mut |e| {
        match &e.kind {
            // `os.getenv("X") or "fallback"`
            ExprKind::BoolOp { and: false, values } => {
                let (first, last) = (values.first(), values.last());
                if let Some(mut read) = first.and_then(|f| read(scope, module, f)) {
                    if let Some(last) = last.filter(|_| read.absent == Absent::Nothing) {
                        read.absent = Absent::Fallback(last.clone());
                    }
                    found.push(read);
                    return Visit::Skip;
                }
            }
            _ => {
                if let Some(mut read) = read(scope, module, e) {
                    if checked && read.absent == Absent::Nothing {
                        read.absent = Absent::Fails;
                    }
                    found.push(read);
                    return Visit::Skip;
                }
            }
        }
        Visit::Into
    });
}

fn read(scope: &Scope<'_>, module: usize, expr: &Expr) -> Option<EnvRead> {
    let (name, absent) = match &expr.kind {
        ExprKind::Subscript { value, index } => {
            (scope.resolve(module, value)? == "os.environ").then_some(())?;
            (Some(&**index), Absent::Fails)
        }
        ExprKind::Call(call) => match scope.resolve(module, &call.callee)?.as_str() {
            "os.getenv" | "os.environ.get" | "os.environ.setdefault" => {
                (call.arg(0, "key"), default(call, "default", Absent::Nothing))
            }
            path if is_strict_reader(path) => {
                (call.args.first(), default(call, "default", Absent::Fails))
            }
            _ => return None,
        },
        _ => return None,
    };
    let name = name.and_then(Expr::as_str).map(str::to_owned);
    Some(EnvRead { name, absent, module, span: expr.span })
}

/// Readers that raise without a default: decouple, environs, django-environ, starlette.
fn is_strict_reader(path: &str) -> bool {
    let owner = path.rsplit_once('.').map_or(path, |(owner, _)| owner);
    matches!(path, "decouple.config" | "environ.Env" | "environs.Env" | "starlette.config.Config")
        || matches!(
            owner,
            "environ.Env" | "environs.Env" | "decouple.AutoConfig" | "starlette.config.Config"
        ) && !path.ends_with(".read_env")
            && !path.ends_with(".prefixed")
}

fn default(call: &Call, name: &str, otherwise: Absent) -> Absent {
    match call.arg(1, name).filter(|_| call.args.len() != 2 || !is_cast(call)) {
        Some(value) if value.is_none() => Absent::Nothing,
        Some(value) => Absent::Fallback(value.clone()),
        None => otherwise,
    }
}

/// A second argument that is a type is a cast, not a default.
fn is_cast(call: &Call) -> bool {
    call.args
        .get(1)
        .and_then(Expr::as_name)
        .is_some_and(|n| matches!(n, "int" | "str" | "bool" | "float"))
}

fn assigned(stmt: &Stmt) -> Option<String> {
    let StmtKind::Assign { targets, .. } = &stmt.kind else { return None };
    targets.first()?.as_name().map(str::to_owned)
}

/// Names whose absence ends the program: `if not X: raise`, `assert X`.
fn checked_names(module: &Module) -> Vec<String> {
    let mut names = vec![];
    for body in module.bodies() {
        walk_stmts(body, &mut |stmt| {
            let tested = match &stmt.kind {
                StmtKind::If(arms) => {
                    arms.iter().filter(|a| ends(module, &a.body)).find_map(|a| a.test.as_ref())
                }
                StmtKind::Assert(test, _) => Some(test),
                _ => None,
            };
            if let Some(test) = tested {
                test.walk(&mut |e| {
                    names.extend(e.as_name().map(str::to_owned));
                    Visit::Into
                });
            }
            Visit::Into
        });
    }
    names
}

/// Does the block raise or exit?
fn ends(module: &Module, body: &[Stmt]) -> bool {
    let raises = |s: &Stmt| matches!(s.kind, StmtKind::Raise(..));
    let mut exits = false;
    walk_exprs(body, &mut |e| {
        let callee = e.as_call().and_then(|c| module.resolve(&c.callee));
        exits |=
            callee.is_some_and(|p| matches!(p.as_str(), "sys.exit" | "exit" | "os._exit" | "quit"));
        Visit::Into
    });
    exits || body.iter().any(raises)
}
