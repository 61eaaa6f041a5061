//! What a caller learns of a fault.

use ringfort_check::Span;
use ringfort_check::model::code::{
    Call, Expr, ExprKind, Function, Handler, Module, Piece, Stmt, StmtKind, Visit, walk_stmts,
};

/// Calls that make the answer, and where their content stands.
const ANSWERS: &[(&str, usize, &str)] = &[
    ("HTTPException", 1, "detail"),
    ("JSONResponse", 0, "content"),
    ("ORJSONResponse", 0, "content"),
    ("PlainTextResponse", 0, "content"),
    ("HTMLResponse", 0, "content"),
    ("Response", 0, "content"),
    ("HttpResponse", 0, "content"),
    ("HttpResponseServerError", 0, "content"),
    ("JsonResponse", 0, "data"),
    ("jsonify", 0, ""),
    ("make_response", 0, ""),
    ("abort", 1, "description"),
];

/// What leaks in an answer.
pub(crate) struct Leak {
    /// Where the value stands.
    pub at: Span,
    /// What it is: "the text of the exception", "the traceback".
    pub what: &'static str,
}

/// What the answers in `body` tell of the exception `name`. `client` says whether faults of the caller
/// (a status from 400 to 499) may be explained.
pub(crate) fn leaks(module: &Module, body: &[Stmt], name: Option<&str>, client: bool) -> Vec<Leak> {
    let mut found: Vec<Leak> = vec![];
    walk_stmts(body, &mut |stmt| {
        let mut look = |content: &Expr| {
            if let Some(leak) = in_content(module, content, name)
                && !found.iter().any(|l| l.at == leak.at)
            {
                found.push(leak);
            }
        };
        let explained = |e: &Expr| client && status(e).is_some_and(|s| (400..500).contains(&s));
        for expr in stmt.exprs() {
            for call in expr.calls() {
                if let Some(content) = content(call).filter(|_| !explained(expr)) {
                    look(content);
                }
            }
        }
        // A view's return value is its answer.
        if let StmtKind::Return(Some(value)) = &stmt.kind
            && matches!(value.kind, ExprKind::Dict(_) | ExprKind::Tuple(_) | ExprKind::FString(_))
            && !explained(value)
        {
            look(value);
        }
        Visit::Into
    });
    found
}

/// The content of an answer that `call` makes.
pub(crate) fn content(call: &Call) -> Option<&Expr> {
    let last = call.callee.last_name()?;
    let (_, position, name) = ANSWERS.iter().find(|(n, ..)| *n == last)?;
    call.arg(*position, name)
        .or_else(|| call.keywords.first().filter(|_| name.is_empty()).map(|k| &k.value))
}

/// The status of an answer, where it is a constant.
fn status(expr: &Expr) -> Option<i64> {
    let mut found = None;
    expr.walk(&mut |e| {
        let number = e.as_int().filter(|n| (100..600).contains(n));
        let named = e
            .last_name()
            .filter(|n| n.starts_with("HTTP_"))
            .and_then(|n| n.get(5..8)?.parse().ok());
        found = found.or(number).or(named);
        Visit::Into
    });
    found
}

fn in_content(module: &Module, content: &Expr, name: Option<&str>) -> Option<Leak> {
    let mut found = None;
    content.walk(&mut |e| {
        if found.is_some() {
            return Visit::Skip;
        }
        if let Some(call) = e.as_call() {
            let path = module.resolve(&call.callee).unwrap_or_default();
            if path.starts_with("traceback.") {
                found = Some(Leak { at: e.span, what: "the traceback" });
            } else if matches!(path.as_str(), "str" | "repr")
                && call.args.first().is_some_and(|a| is_it(a, name))
            {
                found = Some(Leak { at: e.span, what: "the text of the exception" });
            } else if path == "type" || path == "isinstance" {
                return Visit::Skip;
            }
        }
        match &e.kind {
            ExprKind::FString(pieces) => {
                if let Some(v) = pieces.iter().filter_map(Piece::value).find(|v| is_it(v, name)) {
                    found = Some(Leak { at: v.span, what: "the text of the exception" });
                }
            }
            ExprKind::Attribute { value, attr } if is_it(value, name) => {
                if matches!(&**attr, "args" | "message" | "__traceback__") {
                    found = Some(Leak { at: e.span, what: "the text of the exception" });
                }
                return Visit::Skip;
            }
            _ => {}
        }
        Visit::Into
    });
    found
}

fn is_it(expr: &Expr, name: Option<&str>) -> bool {
    name.is_some() && expr.as_name() == name
}

/// Every `except` block of a function or module body, nested ones included.
pub(crate) fn handlers(body: &[Stmt]) -> Vec<&Handler> {
    let mut found = vec![];
    walk_stmts(body, &mut |stmt| {
        if let StmtKind::Try { handlers, .. } = &stmt.kind {
            found.extend(handlers);
        }
        Visit::Into
    });
    found
}

/// Does the block catch everything?
pub(crate) fn is_broad(handler: &Handler) -> bool {
    let broad = |e: &Expr| matches!(e.last_name(), Some("Exception" | "BaseException"));
    handler.caught.as_ref().is_none_or(|c| broad(c) || c.items().iter().any(broad))
}

/// The name under which an error handler's function receives the exception.
pub(crate) fn received(function: &Function) -> Option<&str> {
    function
        .params
        .iter()
        .map(|p| &*p.name)
        .rfind(|n| !matches!(*n, "self" | "request" | "_request" | "req"))
}
