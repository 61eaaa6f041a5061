//! Pod security policy admits root.

use ringfort_check::model::kube::Object;
use ringfort_check::{At, Check, Failure, Meta, Node, Scene, Severity, Value, Verdict};

use crate::support::psp;

/// Pod security policy admits root.
pub struct PspRoot;

impl Check for PspRoot {
    const META: Meta = Meta::new(
        "cluster/psp-root",
        "Pod security policy admits root",
        "cluster/pod-security-admission",
        Severity::Medium,
    )
    .aliases(&[
        "4c415497-7410-4559-90e8-f2c8ac64ee38",
        "e3aa0612-4351-4a0d-983f-aefea25cf203",
        "CKV_K8S_6",
        "C-0218",
    ]);
    const TYPES: &'static [&'static str] = psp::KIND;
    type On = Object;

    fn run(on: &Object, _: &Scene<'_>) -> Verdict {
        let rule = Value::text(on.at("spec.runAsUser.rule"), "RunAsAny");
        let message = || format!("policy `{}` admits processes of root", on.name);
        match rule.known().map(String::as_str) {
            None => Verdict::unknown(rule.span(), "the rule for users is not known"),
            Some("MustRunAsNonRoot") => Verdict::pass(rule.span(), NOTE),
            Some("MustRunAs") => ranges(on, message),
            Some(_) => Verdict::fail(Failure::new(rule.span(), message())),
        }
    }
}

const NOTE: &str = "no process of root is admitted";

/// Judges the users that `MustRunAs` picks from: the first of a range is the default.
fn ranges(on: &Object, message: impl Fn() -> String) -> Verdict {
    let at = on.at("spec.runAsUser.ranges");
    let judge = |range: &Node| {
        let min = Value::int(range.at("min"), 0);
        Verdict::on(&min, |m| *m > 0, NOTE, || Failure::new(min.span(), message()))
    };
    match at {
        At::Unknown(node) => Verdict::unknown(node.span, node.cause().to_owned()),
        At::Absent(span) => Verdict::fail(Failure::new(span, message())),
        At::Set(node) => {
            node.one_or_many().iter().map(judge).fold(Verdict::NotApplicable, Verdict::and)
        }
    }
}
