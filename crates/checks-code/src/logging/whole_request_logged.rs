//! Log lines name what they need, not everything.

use ringfort_check::facts::code::taint::Site;
use ringfort_check::model::code::{Expr, ExprKind, Piece};
use ringfort_check::{Check, Confidence, Failure, Meta, Scene, Severity, Verdict};

use crate::support::sites;

/// All headers, a whole body or the settings are written to the log.
pub struct WholeRequestLogged;

impl Check for WholeRequestLogged {
    const META: Meta = Meta::new(
        "code/whole-request-logged",
        "Headers, body or settings are logged as a whole",
        "code/logging-practices",
        Severity::Medium,
    )
    .gate()
    .confidence(Confidence::Medium)
    .frameworks(&["CWE-532", "OWASP-Top10-2021-A09", "ASVS-5.0-16.2.5"]);
    const TYPES: &'static [&'static str] = &["Log"];
    type On = Site;

    fn run(on: &Site, scene: &Scene<'_>) -> Verdict {
        let Some(call) = sites::call(scene, on) else { return Verdict::NotApplicable };
        match call.values().find_map(whole) {
            Some((value, what)) => {
                let message = format!("{what} are written to the log as a whole");
                Verdict::fail(Failure::new(value.span, message).key(sites::site_key(scene, on)))
            }
            None => Verdict::pass(on.span, "single values are logged"),
        }
    }
}

/// A whole in an argument: itself, in a text, or through `dict`, `str`, `json.dumps`.
fn whole(expr: &Expr) -> Option<(&Expr, &'static str)> {
    let what = match &expr.kind {
        ExprKind::Attribute { value, attr } => match (value.last_name(), &**attr) {
            (Some("request" | "req"), "headers") => Some("the request's headers"),
            (Some("request" | "req"), "cookies") => Some("the request's cookies"),
            (
                Some("request" | "req"),
                "json" | "data" | "form" | "body" | "POST" | "META" | "__dict__",
            ) => Some("the request's contents"),
            (Some("os"), "environ") => Some("the environment's variables"),
            _ => None,
        },
        ExprKind::Name(name) => matches!(&**name, "settings" | "environ").then_some("the settings"),
        _ => None,
    };
    if let Some(what) = what {
        return Some((expr, what));
    }
    match &expr.kind {
        ExprKind::FString(pieces) => pieces.iter().filter_map(Piece::value).find_map(whole),
        ExprKind::Dict(entries) => entries.iter().find_map(|(_, v)| whole(v)),
        ExprKind::BinOp { left, right, .. } => whole(left).or_else(|| whole(right)),
        ExprKind::Tuple(items) | ExprKind::List(items) => items.iter().find_map(whole),
        ExprKind::Await(inner) => whole(inner),
        ExprKind::Call(call) => match call.callee.last_name().unwrap_or("") {
            "dict" | "str" | "repr" | "dumps" | "list" | "pformat" | "vars" => {
                call.values().find_map(whole)
            }
            "model_dump" | "items" | "decode" | "format" => match &call.callee.kind {
                ExprKind::Attribute { value, .. } => {
                    whole(value).or_else(|| call.values().find_map(whole))
                }
                _ => None,
            },
            "body" | "get_json" | "get_data" | "json" => match &call.callee.kind {
                ExprKind::Attribute { value, .. }
                    if matches!(value.last_name(), Some("request" | "req")) =>
                {
                    Some((expr, "the request's contents"))
                }
                _ => None,
            },
            _ => None,
        },
        _ => None,
    }
}
