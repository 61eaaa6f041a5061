//! TLS below 1.2 is not spoken.

use ringfort_check::model::code::{Expr, ExprKind, Module};
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::calls;

/// TLS below 1.2 is allowed.
pub struct OldTlsVersion;

const OLD: &[&str] = &[
    "PROTOCOL_SSLv2",
    "PROTOCOL_SSLv3",
    "PROTOCOL_TLSv1",
    "PROTOCOL_TLSv1_1",
    "SSLv3_METHOD",
    "TLSv1_METHOD",
    "TLSv1_1_METHOD",
    "SSLv2_METHOD",
];
const GOOD: &[&str] =
    &["PROTOCOL_TLS_CLIENT", "PROTOCOL_TLS_SERVER", "PROTOCOL_TLSv1_2", "TLSv1_2", "TLSv1_3"];

impl Check for OldTlsVersion {
    const META: Meta = Meta::new(
        "code/old-tls-version",
        "TLS below 1.2 is allowed",
        "code/tls-in-application",
        Severity::Medium,
    )
    .frameworks(&["CWE-327", "ASVS-5.0-12.1.1"])
    .aliases(&["B502", "B503", "S502", "S503"]);
    type On = Module;

    fn run(on: &Module, _: &Scene<'_>) -> Verdict {
        calls::all(calls::exprs(on).into_iter().filter_map(|e| judge(on, e)))
    }
}

fn judge(module: &Module, expr: &Expr) -> Option<Verdict> {
    let ExprKind::Attribute { value, attr } = &expr.kind else { return None };
    let version = value.last_name() == Some("TLSVersion");
    let old = OLD.contains(&&**attr)
        || version && matches!(&**attr, "TLSv1" | "TLSv1_1" | "SSLv3" | "MINIMUM_SUPPORTED");
    let good = GOOD.contains(&&**attr) && (version || attr.starts_with("PROTOCOL"));
    if old {
        let message = format!("`{attr}` allows a version of TLS that is broken");
        return Some(Verdict::fail(
            Failure::new(expr.span, message).key(calls::key(module, expr.span)),
        ));
    }
    good.then(|| Verdict::pass(expr.span, "TLS 1.2 or newer"))
}
