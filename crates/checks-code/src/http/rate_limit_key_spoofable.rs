//! Callers are told apart by something that they cannot choose.

use ringfort_check::model::code::Module;
use ringfort_check::{Check, Confidence, Failure, Meta, Scene, Severity, Verdict};

use crate::support::calls;

/// A limiter tells callers apart by a header that they write.
pub struct RateLimitKeySpoofable;

impl Check for RateLimitKeySpoofable {
    const META: Meta = Meta::new(
        "code/rate-limit-key-spoofable",
        "Rate limit counts by a header that callers write",
        "code/rate-limiting",
        Severity::Medium,
    )
    .confidence(Confidence::Medium)
    .frameworks(&["CWE-348", "CWE-290"]);
    type On = Module;

    fn run(on: &Module, _: &Scene<'_>) -> Verdict {
        calls::all(calls::named(on, &["Limiter", "RateLimiter", "limit"]).into_iter().filter_map(
            |(path, call)| {
                let library = ["slowapi", "flask_limiter", "fastapi_limiter"]
                    .iter()
                    .any(|l| path.starts_with(l));
                let key = call
                    .keyword("key_func")
                    .or_else(|| call.keyword("identifier"))
                    .or_else(|| call.args.first().filter(|_| path.ends_with("Limiter")))?;
                if !library {
                    return None;
                }
                let resolved = on.resolve(key).unwrap_or_default();
                if resolved == "slowapi.util.get_ipaddr" {
                    let failure = Failure::new(
                        key.span,
                        "`get_ipaddr` counts by X-Forwarded-For, whoever wrote it",
                    );
                    return Some(Verdict::fail(failure.key(calls::key(on, key.span))));
                }
                let local = on.functions.iter().find(|f| key.as_name() == Some(&f.name));
                let header = local.and_then(|f| {
                    calls::texts(on).into_iter().find(|(t, s)| {
                        f.span.contains(*s) && t.to_ascii_lowercase().starts_with("x-forwarded")
                    })
                });
                Some(match header {
                    Some((text, at)) => {
                        let failure = Failure::new(
                            at,
                            format!("the limiter counts by `{text}`, which the caller writes"),
                        );
                        Verdict::fail(
                            failure
                                .related(key.span, "used as the key")
                                .key(calls::key(on, key.span)),
                        )
                    }
                    None => Verdict::pass(
                        key.span,
                        "callers are told apart by identity or peer address",
                    ),
                })
            },
        ))
    }
}
