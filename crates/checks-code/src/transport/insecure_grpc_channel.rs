//! gRPC channels to other hosts are encrypted.

use ringfort_check::model::code::{Call, Expr, ExprKind, Module, Piece};
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::{
    calls,
    urls::{self, Place},
};

/// A gRPC channel is not encrypted.
pub struct InsecureGrpcChannel;

impl Check for InsecureGrpcChannel {
    const META: Meta = Meta::new(
        "code/insecure-grpc-channel",
        "gRPC channel to another host is not encrypted",
        "code/tls-in-application",
        Severity::Medium,
    )
    .frameworks(&["CWE-319"]);
    type On = Module;

    fn run(on: &Module, _: &Scene<'_>) -> Verdict {
        let found = calls::named(on, &["insecure_channel", "secure_channel"]).into_iter();
        calls::all(
            found
                .filter(|(p, _)| p.starts_with("grpc."))
                .map(|(path, call)| judge(on, &path, call)),
        )
    }
}

fn judge(module: &Module, path: &str, call: &Call) -> Verdict {
    if path.ends_with(".secure_channel") {
        return Verdict::pass(call.span, "the channel is encrypted");
    }
    let target = call.arg(0, "target").map(|t| calls::value(module, t));
    let text = target.and_then(|t| match &t.kind {
        ExprKind::FString(pieces) => match pieces.first() {
            Some(Piece::Text(text)) => Some(&**text),
            _ => None,
        },
        _ => Expr::as_str(t),
    });
    let Some(text) = text else {
        return Verdict::unknown(call.span, "the target of the channel is decided at run time");
    };
    let host = text.rsplit('/').next().unwrap_or(text).split(':').next().unwrap_or(text);
    if text.starts_with("unix:") || urls::place(host) == Place::Loopback {
        return Verdict::pass(call.span, "plain text on this machine only");
    }
    let message = format!("the channel to `{text}` is not encrypted");
    Verdict::fail(Failure::new(call.span, message).key(calls::key(module, call.span)))
}
