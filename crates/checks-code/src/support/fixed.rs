//! Is a value fixed in the program, or may it carry what somebody sent?

use ringfort_check::model::code::{
    BinOp, Call, CompareOp, Expr, ExprKind, Function, Module, Piece, Stmt, StmtKind, Visit,
    walk_stmts,
};

use super::calls;

/// How many assignments are looked through.
const DEPTH: usize = 4;

/// Are all parts of `expr` constants, configuration or numbers? False where it cannot be told.
pub(crate) fn is_fixed(module: &Module, expr: &Expr) -> bool {
    fixed(module, expr, DEPTH)
}

fn fixed(module: &Module, expr: &Expr, depth: usize) -> bool {
    if expr.is_constant() {
        return true;
    }
    if depth == 0 {
        return false;
    }
    let all = |parts: &[Expr]| parts.iter().all(|p| fixed(module, p, depth));
    match &expr.kind {
        ExprKind::Name(name) => of_name(module, expr, name, depth - 1),
        ExprKind::Attribute { value, attr } => of_attribute(module, expr, value, attr, depth - 1),
        ExprKind::FString(pieces) => {
            pieces.iter().filter_map(Piece::value).all(|v| fixed(module, v, depth))
        }
        ExprKind::BinOp { op, left, right } => {
            // `"?" * len(ids)` writes placeholders however many there are.
            (*op == BinOp::Mul && (left.is_constant() || right.is_constant()))
                || (fixed(module, left, depth) && fixed(module, right, depth))
        }
        ExprKind::BoolOp { values, .. } => all(values),
        ExprKind::List(items) | ExprKind::Tuple(items) | ExprKind::Set(items) => all(items),
        ExprKind::IfExp { body, orelse, .. } => {
            fixed(module, body, depth) && fixed(module, orelse, depth)
        }
        ExprKind::Subscript { value, .. } => of_subscript(module, value, depth - 1),
        ExprKind::Comprehension { element, loops } => {
            all(element) || loops.iter().all(|(_, iter, _)| fixed(module, iter, depth - 1))
        }
        ExprKind::Await(inner) | ExprKind::Star(inner) => fixed(module, inner, depth),
        ExprKind::Call(call) => of_call(module, call, depth - 1),
        ExprKind::Compare { .. } | ExprKind::Not(_) => true,
        _ => false,
    }
}

/// `NAMES_LIKE_THIS` are constants by convention.
pub(crate) fn is_constant_name(name: &str) -> bool {
    name.len() > 1
        && name.chars().any(|c| c.is_ascii_uppercase())
        && !name.chars().any(|c| c.is_ascii_lowercase())
}

fn is_configuration(name: &str) -> bool {
    matches!(
        name.trim_start_matches('_'),
        "settings" | "config" | "conf" | "cfg" | "configuration" | "app_settings" | "app_config"
    )
}

fn of_name(module: &Module, at: &Expr, name: &str, depth: usize) -> bool {
    let function = module.function_at(at.span).map(|(_, f)| f);
    if let Some(function) = function {
        if compared_with_fixed(module, function, name) {
            return true;
        }
        if let Some(fixed) = assigned(module, &function.body, name, depth) {
            return fixed;
        }
        if let Some(param) = function.param(name) {
            let declared = param.annotation.as_ref().and_then(|a| module.resolve(a));
            return declared
                .is_some_and(|d| matches!(d.as_str(), "int" | "float" | "bool" | "uuid.UUID"));
        }
    }
    assigned(module, &module.body, name, depth).unwrap_or_else(|| is_constant_name(name))
}

/// Are all assignments to `name` in `body` fixed? `None`: there are none.
fn assigned(module: &Module, body: &[Stmt], name: &str, depth: usize) -> Option<bool> {
    let mut result: Option<bool> = None;
    let mut note = |good: bool| result = Some(result.unwrap_or(true) && good);
    let is_it =
        |e: &Expr| e.as_name() == Some(name) || e.items().iter().any(|i| i.as_name() == Some(name));
    walk_stmts(body, &mut |stmt| {
        match &stmt.kind {
            StmtKind::Assign { targets, value: Some(value), .. } if targets.iter().any(is_it) => {
                note(fixed(module, value, depth));
            }
            StmtKind::AugAssign { target, value, .. } if is_it(target) => {
                note(fixed(module, value, depth));
            }
            StmtKind::For { target, iter, .. } if is_it(target) => note(fixed(module, iter, depth)),
            StmtKind::With { items, .. } => {
                for item in items.iter().filter(|i| i.target.as_ref().is_some_and(is_it)) {
                    note(fixed(module, &item.context, depth));
                }
            }
            // `columns.append("x = ?")`
            StmtKind::Expr(e) => {
                if let Some(call) = e.as_call()
                    && let ExprKind::Attribute { value, attr } = &call.callee.kind
                    && value.as_name() == Some(name)
                    && matches!(&**attr, "append" | "extend" | "add" | "insert")
                {
                    note(call.values().all(|a| fixed(module, a, depth)));
                }
            }
            _ => {}
        }
        Visit::Into
    });
    result
}

/// `if name not in ALLOWED: raise`, `if name in ALLOWED:` somewhere in the function.
fn compared_with_fixed(module: &Module, function: &Function, name: &str) -> bool {
    let mut found = false;
    walk_stmts(&function.body, &mut |stmt| {
        for expr in stmt.exprs() {
            found |= expr.any(&mut |e| {
                let ExprKind::Compare { left, rest } = &e.kind else { return false };
                left.as_name() == Some(name)
                    && rest.iter().any(|(op, set)| {
                        matches!(op, CompareOp::In | CompareOp::NotIn)
                            && (set.is_constant()
                                || calls::value(module, set).is_constant()
                                || set.last_name().is_some_and(is_constant_name))
                    })
            });
        }
        Visit::Into
    });
    found
}

fn of_attribute(module: &Module, expr: &Expr, value: &Expr, attr: &str, depth: usize) -> bool {
    if is_constant_name(attr) && !matches!(attr, "GET" | "POST" | "META" | "COOKIES" | "FILES") {
        return true;
    }
    if value.last_name().is_some_and(is_configuration) || is_configuration(attr) {
        return true;
    }
    if module.resolve(expr).is_some_and(|p| p == "os.environ") {
        return true;
    }
    // `self._path`, from what the constructor puts there.
    let receiver = value.as_name().filter(|n| matches!(*n, "self" | "cls"));
    if receiver.is_some() {
        let class = module.function_at(expr.span).and_then(|(_, f)| f.class);
        let stored = calls::assignments(module).into_iter().filter(|(target, _)| {
            matches!(&target.kind, ExprKind::Attribute { value, attr: a }
                if &**a == attr && value.as_name() == Some("self"))
                && module.function_at(target.span).and_then(|(_, f)| f.class) == class
        });
        let values: Vec<&Expr> = stored.map(|(_, v)| v).collect();
        return !values.is_empty() && values.iter().all(|v| stored_once(module, v, depth));
    }
    fixed(module, value, depth)
}

/// What a constructor stores is chosen when the object is made, not by each request.
fn stored_once(module: &Module, value: &Expr, depth: usize) -> bool {
    let constructed = module.function_at(value.span).is_some_and(|(_, f)| &*f.name == "__init__");
    constructed || fixed(module, value, depth)
}

fn of_subscript(module: &Module, value: &Expr, depth: usize) -> bool {
    module.resolve(value).is_some_and(|p| p == "os.environ")
        || matches!(calls::value(module, value).kind, ExprKind::Dict(_))
            && calls::value(module, value).is_constant()
        || fixed(module, value, depth)
}

/// Functions whose result is no text of a sender's choice.
const FIXED_RESULTS: &[&str] = &[
    "bool",
    "datetime.datetime.now",
    "datetime.datetime.utcnow",
    "datetime.date.today",
    "float",
    "hash",
    "id",
    "int",
    "len",
    "os.environ.get",
    "os.getcwd",
    "os.getenv",
    "range",
    "round",
    "secrets.token_hex",
    "secrets.token_urlsafe",
    "tempfile.gettempdir",
    "tempfile.mkdtemp",
    "tempfile.mkstemp",
    "tempfile.NamedTemporaryFile",
    "time.time",
    "uuid.uuid4",
    "psycopg.sql.Identifier",
    "psycopg2.sql.Identifier",
    "importlib.resources.files",
    "tempfile.TemporaryDirectory",
    "sum",
    "round",
    "max",
    "min",
];

fn of_call(module: &Module, call: &Call, depth: usize) -> bool {
    let path = module.resolve(&call.callee).unwrap_or_default();
    if FIXED_RESULTS.contains(&path.as_str()) {
        return true;
    }
    let arguments = call.values().all(|a| fixed(module, a, depth));
    match &call.callee.kind {
        ExprKind::Attribute { value, .. } => {
            let library =
                matches!(path.split('.').next(), Some("os" | "pathlib" | "urllib" | "json"));
            arguments && (library || fixed(module, value, depth))
        }
        ExprKind::Name(name) => {
            arguments
                && (matches!(
                    &**name,
                    "str"
                        | "repr"
                        | "list"
                        | "tuple"
                        | "set"
                        | "sorted"
                        | "frozenset"
                        | "dict"
                        | "zip"
                        | "enumerate"
                        | "text"
                        | "Path"
                        | "reversed"
                        | "map"
                ) || path.starts_with("pathlib."))
        }
        _ => false,
    }
}
