//! Uploads have a greatest size.

use ringfort_check::facts::code::{Origin, Route, ShapeKind};
use ringfort_check::model::code::{ExprKind, Function};
use ringfort_check::{Check, Confidence, Failure, Meta, Scene, Severity, Span, Verdict};

use crate::support::apps;

/// An upload is read whole, whatever its size.
pub struct UploadWithoutLimit;

impl Check for UploadWithoutLimit {
    const META: Meta = Meta::new(
        "code/upload-without-limit",
        "Upload is read whole, whatever its size",
        "code/ssrf-and-path-traversal",
        Severity::Medium,
    )
    .confidence(Confidence::Medium)
    .frameworks(&["CWE-400", "CWE-434", "ASVS-5.0-5.2.1"]);
    type On = Route;

    fn run(on: &Route, scene: &Scene<'_>) -> Verdict {
        let upload = on.params.iter().find(|p| {
            p.origin == Origin::File
                || p.shape.kind == ShapeKind::Bytes && p.origin != Origin::Dependency
        });
        let (Some(upload), Some((_, function))) = (upload, apps::handler(scene, on)) else {
            return Verdict::NotApplicable;
        };
        let bounded =
            apps::of_route(scene, on).and_then(|a| apps::mentions(scene, a, &["content-length"]));
        if let Some(at) = bounded {
            return Verdict::pass(at, "the length of bodies is looked at");
        }
        match (reads_all(function, &upload.name), looks_at_size(function)) {
            (_, true) => Verdict::pass(function.name_span, "the size of the upload is looked at"),
            (Some(at), false) => Verdict::fail(Failure::new(
                at,
                format!("`{}` is read whole, whatever its size", upload.name),
            )),
            (None, false) => {
                Verdict::unknown(upload.span, "how much of the upload is read was not seen")
            }
        }
    }
}

/// `await file.read()` without a size.
fn reads_all(function: &Function, name: &str) -> Option<Span> {
    let reads = function.calls().into_iter().find(|c| match &c.callee.kind {
        ExprKind::Attribute { value, attr } => {
            &**attr == "read" && c.args.is_empty() && value.any(&mut |e| e.as_name() == Some(name))
        }
        _ => false,
    });
    reads.map(|c| c.span)
}

/// `.size`, `len(...)` in a comparison, `read(n)`.
fn looks_at_size(function: &Function) -> bool {
    let mut found = false;
    ringfort_check::model::code::walk_exprs(&function.body, &mut |e| {
        found |= match &e.kind {
            ExprKind::Compare { left, rest } => {
                let sized = |x: &ringfort_check::model::code::Expr| {
                    x.last_name().is_some_and(|n| matches!(n, "size" | "content_length"))
                        || x.as_call().is_some_and(|c| c.callee.last_name() == Some("len"))
                };
                sized(left) || rest.iter().any(|(_, r)| sized(r))
            }
            ExprKind::Call(call) => {
                call.callee.last_name() == Some("read") && !call.args.is_empty()
            }
            _ => false,
        };
        ringfort_check::model::code::Visit::Into
    });
    found
}
