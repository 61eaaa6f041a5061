//! Requests to other hosts are encrypted.

use ringfort_check::facts::code::Absent;
use ringfort_check::model::code::{Expr, Module};
use ringfort_check::{Check, Confidence, Failure, Meta, Scene, Severity, Span, Verdict};

use crate::support::{
    calls,
    urls::{self, Place},
};

/// A request to another host is not encrypted.
pub struct PlaintextUrl;

impl Check for PlaintextUrl {
    const META: Meta = Meta::new(
        "code/plaintext-url",
        "Request to another host is not encrypted",
        "code/tls-in-application",
        Severity::Medium,
    )
    .gate()
    .confidence(Confidence::Medium)
    .frameworks(&["CWE-319", "OWASP-Top10-2021-A02", "ASVS-5.0-12.2.1"]);
    type On = Module;

    fn run(on: &Module, scene: &Scene<'_>) -> Verdict {
        let index = scene.facts.model.modules.iter().position(|m| m.source == on.source);
        let mut found: Vec<(&str, Span)> = vec![];
        for (_, call) in calls::named(on, CLIENTS) {
            let parts =
                call.args.iter().take(2).chain(call.keyword("url")).chain(call.keyword("base_url"));
            found.extend(parts.filter_map(beginning));
        }
        for (target, value) in calls::assignments(on) {
            if target.last_name().is_some_and(names_address) {
                found.extend(beginning(value));
            }
        }
        let reads = scene.facts.code.env_reads.iter().filter(|r| Some(r.module) == index);
        for read in reads {
            if let Absent::Fallback(value) = &read.absent
                && let Some(text) = value.as_str().filter(|t| t.starts_with("http"))
            {
                found.push((text, value.span));
            }
        }
        found.sort_by_key(|(_, span)| *span);
        found.dedup_by_key(|(_, span)| *span);
        calls::all(found.into_iter().filter_map(|(url, at)| judge(on, url, at)))
    }
}

const CLIENTS: &[&str] = &[
    "get",
    "post",
    "put",
    "patch",
    "delete",
    "head",
    "request",
    "stream",
    "urlopen",
    "Request",
    "Client",
    "AsyncClient",
    "ClientSession",
    "urlretrieve",
];

fn names_address(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    ["url", "uri", "endpoint", "base", "server", "host"].iter().any(|w| lower.ends_with(w))
}

/// The constant beginning of an address.
fn beginning(expr: &Expr) -> Option<(&str, Span)> {
    use ringfort_check::model::code::{ExprKind, Piece};
    let text = match &expr.kind {
        ExprKind::Str(text) => text,
        ExprKind::FString(pieces) => match pieces.first()? {
            Piece::Text(text) => text,
            Piece::Value(_) => return None,
        },
        _ => return None,
    };
    let known = text.starts_with("http://") || text.starts_with("https://");
    known.then_some((&**text, expr.span))
}

fn judge(module: &Module, url: &str, at: Span) -> Option<Verdict> {
    let (scheme, host) = urls::split(url)?;
    if scheme == "https" {
        return Some(Verdict::pass(at, "the address is https"));
    }
    if host.is_empty() {
        return Some(Verdict::unknown(at, "the host is decided at run time"));
    }
    Some(match urls::place(host) {
        Place::Loopback => Verdict::pass(at, "plain text on loopback only"),
        Place::Nowhere => return None,
        Place::Inside => {
            Verdict::unknown(at, "plain text inside the cluster: only a mesh could protect it")
        }
        Place::Outside => Verdict::fail(
            Failure::new(at, format!("`{host}` is called over http"))
                .key(format!("{} {host}", calls::key(module, at))),
        ),
    })
}
