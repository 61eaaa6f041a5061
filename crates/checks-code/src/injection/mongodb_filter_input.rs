//! `MongoDB` filters are built field by field.

use ringfort_check::model::code::{Call, Expr, ExprKind, Module};
use ringfort_check::{Check, Confidence, Failure, Meta, Scene, Severity, Verdict};

use crate::support::calls;

/// A `MongoDB` filter is a whole request object or runs JavaScript.
pub struct MongodbFilterInput;

const METHODS: &[&str] = &[
    "find",
    "find_one",
    "update_one",
    "update_many",
    "delete_one",
    "delete_many",
    "count_documents",
    "find_one_and_update",
    "find_one_and_delete",
    "find_one_and_replace",
    "replace_one",
];

impl Check for MongodbFilterInput {
    const META: Meta = Meta::new(
        "code/mongodb-filter-input",
        "MongoDB filter takes a request's object as it is",
        "code/parameterized-queries",
        Severity::High,
    )
    .confidence(Confidence::Medium)
    .frameworks(&["CWE-943", "OWASP-Top10-2021-A03"]);
    type On = Module;

    fn run(on: &Module, _: &Scene<'_>) -> Verdict {
        if !["pymongo", "motor", "flask_pymongo", "beanie"].iter().any(|l| on.imports_path(l)) {
            return Verdict::NotApplicable;
        }
        let found = calls::named(on, METHODS).into_iter();
        calls::all(found.filter_map(|(_, call)| judge(on, call)))
    }
}

fn judge(module: &Module, call: &Call) -> Option<Verdict> {
    let filter = call.arg(0, "filter")?;
    if let ExprKind::Dict(entries) = &filter.kind {
        let script = entries
            .iter()
            .find(|(k, v)| k.as_ref().and_then(Expr::as_str) == Some("$where") && !v.is_constant());
        return Some(match script {
            Some((_, value)) => {
                fail(module, value, "runs JavaScript that is not constant under `$where`")
            }
            None => Verdict::pass(filter.span, "the filter names its fields"),
        });
    }
    let whole = calls::value(module, resolved(module, filter));
    let from_request = whole.any(&mut |e| {
        e.dotted().is_some_and(|d| {
            d.starts_with("request.")
                && ["json", "get_json", "args", "form", "values", "GET", "POST", "data"]
                    .iter()
                    .any(|p| d.ends_with(p))
        })
    });
    Some(if from_request {
        fail(module, filter, "takes an object of the request as its filter")
    } else {
        Verdict::unknown(filter.span, "how the filter is made was not seen")
    })
}

/// What a local name was last assigned, where it is one.
fn resolved<'m>(module: &'m Module, expr: &'m Expr) -> &'m Expr {
    let Some(name) = expr.as_name() else { return expr };
    let inside = module.function_at(expr.span).map(|(_, f)| f.span);
    let assigned = calls::assignments(module)
        .into_iter()
        .filter(|(t, _)| t.as_name() == Some(name) && inside.is_some_and(|i| i.contains(t.span)));
    assigned.map(|(_, v)| v).next_back().unwrap_or(expr)
}

fn fail(module: &Module, at: &Expr, what: &str) -> Verdict {
    let message = format!("the query {what}");
    Verdict::fail(Failure::new(at.span, message).key(calls::key(module, at.span)))
}
