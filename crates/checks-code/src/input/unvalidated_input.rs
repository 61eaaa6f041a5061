//! What a route takes is declared and validated.

use ringfort_check::facts::code::{Origin, Route, RouteParam, ShapeKind};
use ringfort_check::model::code::{Call, Expr, ExprKind, Function, Module};
use ringfort_check::{Check, Confidence, Failure, Meta, Scene, Severity, Verdict};

use crate::support::apps;

/// A route takes a body that nothing validates.
pub struct UnvalidatedInput;

impl Check for UnvalidatedInput {
    const META: Meta = Meta::new(
        "code/unvalidated-input",
        "Route takes a body that nothing validates",
        "code/input-validation",
        Severity::Medium,
    )
    .gate()
    .confidence(Confidence::Medium)
    .frameworks(&["CWE-20", "OWASP-Top10-2021-A03", "ASVS-5.0-2.2.1"]);
    type On = Route;

    fn run(on: &Route, scene: &Scene<'_>) -> Verdict {
        let Some((module, function)) = apps::handler(scene, on) else {
            return Verdict::NotApplicable;
        };
        if let Some(param) = on.params.iter().find(|p| is_loose(p)) {
            let message = format!("`{}` of `{}` is taken as it comes", param.name, on.name);
            return Verdict::fail(Failure::new(param.span, message).key(&*param.name));
        }
        match raw_bodies(module, function).first() {
            Some(call) if validates(function) => {
                Verdict::pass(call.span, "the body is validated before it is used")
            }
            Some(call) => {
                let message = format!("`{}` reads the body without a schema", on.name);
                Verdict::fail(Failure::new(call.span, message))
            }
            None => {
                let taken = on
                    .params
                    .iter()
                    .any(|p| !matches!(p.origin, Origin::Dependency | Origin::Framework));
                if taken {
                    Verdict::pass(on.span, "its parameters are typed")
                } else {
                    Verdict::NotApplicable
                }
            }
        }
    }
}

/// A body of any shape: `dict`, `Any`, `list` of such.
fn is_loose(param: &RouteParam) -> bool {
    let loose = |kind: &ShapeKind| matches!(kind, ShapeKind::Dict | ShapeKind::Any);
    let nested = match &param.shape.kind {
        ShapeKind::List(item) => loose(&item.kind),
        kind => loose(kind),
    };
    nested && matches!(param.origin, Origin::Body | Origin::Form | Origin::Query)
}

/// Reads of the whole body: `await request.json()`, `request.get_json()`, `json.loads(request.data)`.
fn raw_bodies<'m>(module: &Module, function: &'m Function) -> Vec<&'m Call> {
    let of_request = |value: &Expr| {
        value.last_name() == Some("request")
            || module
                .resolve(value)
                .is_some_and(|p| p.ends_with(".Request") || p == "flask.request")
    };
    function
        .calls()
        .into_iter()
        .filter(|c| match &c.callee.kind {
            ExprKind::Attribute { value, attr } => match &**attr {
                "json" | "get_json" | "form" => of_request(value),
                "loads" => c.args.first().is_some_and(|a| {
                    a.dotted()
                        .is_some_and(|d| matches!(d.as_str(), "request.data" | "request.body"))
                }),
                _ => false,
            },
            _ => false,
        })
        .collect()
}

/// Is something in the function handed to a schema?
fn validates(function: &Function) -> bool {
    function.calls().into_iter().any(|c| {
        let last = c.callee.last_name().unwrap_or("");
        let method = matches!(
            last,
            "model_validate"
                | "model_validate_json"
                | "parse_obj"
                | "validate"
                | "is_valid"
                | "validate_python"
                | "load"
                | "validate_on_submit"
                | "construct_event"
                | "TypeAdapter"
        );
        // `Model(**data)`
        let model = last.chars().next().is_some_and(char::is_uppercase)
            && c.keywords.iter().any(|k| k.name.is_none());
        method
            || model
            || last.ends_with("Serializer")
            || last.ends_with("Schema")
            || last.ends_with("Form")
    })
}
