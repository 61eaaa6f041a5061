//! Credentials in files: which files are read, what is found, what other checks already say.

use std::collections::BTreeSet;

use ringfort_check::facts::secrets::{self, Certainty};
use ringfort_check::model::TextFile;
use ringfort_check::model::code::{
    Expr, ExprKind, Module, Param, Stmt, StmtKind, Visit, walk_stmts,
};
use ringfort_check::{Scene, Span};

/// A credential in a file.
pub(crate) struct Found {
    /// The value.
    pub at: Span,
    /// The kind: `github-token`.
    pub kind: &'static str,
    /// The kind in words.
    pub title: &'static str,
    /// The name under which it stands, where it is known.
    pub name: Option<String>,
}

/// The kind that the name, not the value, tells.
const LITERAL: &str = "credential";

/// Is the file one whose texts are judged: not a lock file, nor a test?
pub(crate) fn is_judged(file: &TextFile) -> bool {
    let path = file.path.to_ascii_lowercase();
    let (folders, name) = path.rsplit_once('/').unwrap_or(("", &path));
    let lock = matches!(file.format, "lock" | "binary")
        || name.ends_with(".lock")
        || name.ends_with("-lock.json")
        || name.ends_with("-lock.yaml")
        || matches!(name, "go.sum" | "npm-shrinkwrap.json")
        || name.ends_with(".min.js")
        || name.ends_with(".map");
    let test = folders
        .split('/')
        .any(|f| matches!(f, "test" | "tests" | "testing" | "__tests__" | "testdata" | "fixtures"))
        || name.starts_with("test_")
        || name.ends_with("_test.py")
        || name == "conftest.py";
    !lock && !test
}

/// Is the file an environment file with values (not an example)?
pub(crate) fn is_environment_file(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    let example = ["example", "sample", "template", "dist"].iter().any(|w| name.contains(w));
    !example && (name == ".env" || name.starts_with(".env.") || name.ends_with(".env"))
}

/// Every credential in `file`, one a line.
pub(crate) fn in_file(file: &TextFile, scene: &Scene<'_>) -> Vec<Found> {
    let facts = scene.facts;
    let text = facts.sources.get(file.source).map_or("", |f| &*f.text);
    let module = facts.model.modules.iter().find(|m| m.source == file.source);
    let mut found: Vec<Found> = secrets::scan(text)
        .into_iter()
        // In Python the tree tells what is assigned, and comments are left out.
        .filter(|hit| {
            module.is_none() || (hit.kind != LITERAL && hit.certainty == Certainty::Certain)
        })
        .filter(|hit| hit.kind != LITERAL || !is_judged_elsewhere(file, hit.range.start, scene))
        .map(|hit| Found {
            name: name_before(text, hit.range.start),
            at: Span::of(file.source, hit.range),
            kind: hit.kind,
            title: hit.title,
        })
        .collect();
    found.extend(module.map(of_module).unwrap_or_default());
    found.sort_by_key(|f| (f.at.start, f.kind == LITERAL));
    let mut lines = BTreeSet::new();
    found.retain(|f| lines.insert(facts.sources.line_range(f.at).0));
    found
}

/// Literals in manifests and Dockerfiles are judged by the checks of those layers.
fn is_judged_elsewhere(file: &TextFile, offset: usize, scene: &Scene<'_>) -> bool {
    let at = Span::of(file.source, offset..offset);
    let objects = &scene.facts.model.kube.objects;
    file.format == "dockerfile" || objects.iter().any(|o| o.root.span.contains(at))
}

/// The name before `=` or `:` on the line of a value.
fn name_before(text: &str, offset: usize) -> Option<String> {
    let line = text.get(..offset)?.rsplit('\n').next()?;
    let before = line.trim_end_matches(['"', '\'', ' ', '\t', '`', '(', '[']);
    let before = before.strip_suffix([':', '='])?.trim_end_matches([':', ' ', '"', '\'', '\t']);
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.');
    let name: String = before.chars().rev().take_while(|c| is_part(*c)).take(60).collect();
    let name: String = name.chars().rev().collect();
    (!name.is_empty()).then_some(name)
}

/// The credentials that the tree of a module shows.
fn of_module(module: &Module) -> Vec<Found> {
    let mut found = vec![];
    for body in module.bodies() {
        of_body(body, &mut found);
    }
    for param in module.functions.iter().flat_map(|f| &f.params) {
        of_param(param, &mut found);
    }
    for field in module.classes.iter().flat_map(|c| &c.fields) {
        if let Some(default) = &field.default {
            judge(Some(&field.name), default, &mut found);
        }
    }
    found
}

fn of_param(param: &Param, found: &mut Vec<Found>) {
    if let Some(default) = &param.default {
        judge(Some(&param.name), default, found);
    }
}

fn of_body(body: &[Stmt], found: &mut Vec<Found>) {
    walk_stmts(body, &mut |stmt| {
        if let StmtKind::Assign { targets, value: Some(value), .. } = &stmt.kind {
            for target in targets {
                judge(name_of(target), value, found);
            }
        }
        for expr in stmt.exprs() {
            expr.walk(&mut |e| {
                of_expr(e, found);
                Visit::Into
            });
        }
        Visit::Into
    });
}

/// The name that a target has: a variable, an attribute, a key.
fn name_of(target: &Expr) -> Option<&str> {
    match &target.kind {
        ExprKind::Subscript { index, .. } => index.as_str(),
        _ => target.last_name(),
    }
}

fn of_expr(expr: &Expr, found: &mut Vec<Found>) {
    match &expr.kind {
        ExprKind::Str(_) => judge(None, expr, found),
        ExprKind::Dict(entries) => {
            for (key, value) in entries {
                judge(key.as_ref().and_then(Expr::as_str), value, found);
            }
        }
        ExprKind::Call(call) => {
            for keyword in &call.keywords {
                judge(keyword.name.as_deref(), &keyword.value, found);
            }
            // `os.getenv("NAME", "fallback")`, `environ.setdefault("NAME", "value")`
            if let (Some(name), Some(value)) =
                (call.args.first().and_then(Expr::as_str), call.args.get(1))
                && matches!(
                    call.callee.last_name(),
                    Some("getenv" | "get" | "setdefault" | "config" | "env" | "str")
                )
            {
                judge(Some(name), value, found);
            }
        }
        ExprKind::Compare { left, rest } => {
            for (_, right) in rest {
                judge(left.last_name(), right, found);
            }
        }
        ExprKind::BoolOp { and: false, values } => {
            let name =
                values.first().and_then(Expr::as_call).and_then(|c| c.args.first()?.as_str());
            if let Some(last) = values.last() {
                judge(name, last, found);
            }
        }
        _ => {}
    }
}

/// Judges a literal; formats that are certain are found in the text already.
fn judge(name: Option<&str>, value: &Expr, found: &mut Vec<Found>) {
    let ExprKind::Str(text) = &value.kind else { return };
    if text.contains(' ') && name.is_none() && text.len() > 200 {
        return;
    }
    let Some(hit) = secrets::judge(name, text) else { return };
    if hit.certainty == Certainty::Possible && hit.kind != LITERAL {
        return;
    }
    let name = name.map(str::to_owned);
    found.push(Found { at: value.span, kind: hit.kind, title: hit.title, name });
}
