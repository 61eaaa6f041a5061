//! Addresses of databases and caches require TLS.

use ringfort_check::model::code::Module;
use ringfort_check::{Check, Confidence, Failure, Meta, Scene, Severity, Span, Verdict};

use crate::support::{
    calls,
    urls::{self, Place},
};

/// A database is reached without TLS.
pub struct DatabaseWithoutTls;

impl Check for DatabaseWithoutTls {
    const META: Meta = Meta::new(
        "code/database-without-tls",
        "Database address does not require TLS",
        "code/tls-in-application",
        Severity::Medium,
    )
    .confidence(Confidence::Medium)
    .frameworks(&["CWE-319", "ASVS-5.0-12.3.1"]);
    type On = Module;

    fn run(on: &Module, _: &Scene<'_>) -> Verdict {
        calls::all(calls::texts(on).into_iter().filter_map(|(text, at)| judge(on, text, at)))
    }
}

fn judge(module: &Module, text: &str, at: Span) -> Option<Verdict> {
    let (scheme, host) = urls::split(text)?;
    let family = scheme.split('+').next().unwrap_or(scheme);
    let known = [
        "postgres",
        "postgresql",
        "mysql",
        "mariadb",
        "redis",
        "rediss",
        "mongodb",
        "amqp",
        "amqps",
    ];
    if !known.contains(&family) || host.is_empty() || host.contains(['{', '$', '%', '<', '*']) {
        return None;
    }
    if matches!(urls::place(host), Place::Loopback | Place::Nowhere) {
        return None;
    }
    let strict = [
        "sslmode=require",
        "sslmode=verify",
        "ssl=true",
        "tls=true",
        "ssl=require",
        "ssl_ca=",
        "ssl_mode=required",
        "ssl_mode=verify",
    ];
    let lower = text.to_ascii_lowercase();
    if matches!(family, "rediss" | "amqps")
        || scheme.ends_with("+srv")
        || strict.iter().any(|s| lower.contains(s))
    {
        return Some(Verdict::pass(at, "the address requires TLS"));
    }
    let message = format!("the {family} address of `{host}` does not require TLS");
    Some(Verdict::fail(Failure::new(at, message).key(calls::key(module, at))))
}
