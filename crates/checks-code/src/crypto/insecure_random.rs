//! Tokens come from a secure generator.

use ringfort_check::model::code::{Call, Module};
use ringfort_check::{Check, Confidence, Failure, Meta, Scene, Severity, Verdict};

use crate::support::calls;

/// A secret is made by a generator that can be predicted.
pub struct InsecureRandom;

const NAMES: &[&str] = &[
    "random",
    "randint",
    "randrange",
    "choice",
    "choices",
    "sample",
    "getrandbits",
    "uniform",
    "randbytes",
    "shuffle",
    "token_hex",
    "token_urlsafe",
    "token_bytes",
    "urandom",
    "randbelow",
    "uuid1",
    "uuid4",
];
const SECRET: &[&str] = &[
    "token",
    "password",
    "passwd",
    "secret",
    "otp",
    "session",
    "nonce",
    "salt",
    "api_key",
    "apikey",
    "csrf",
    "reset",
    "verification",
    "invite",
    "auth",
    "pin",
    "key",
    "credential",
    "code",
];
/// Words that hold one of those but mean something else.
const OTHER: &[&str] = &[
    "encode",
    "decode",
    "keyboard",
    "codec",
    "status_code",
    "error_code",
    "country_code",
    "color",
    "spin",
    "author",
    "shopping",
    "mapping",
    "keyframe",
    "monkey",
];

impl Check for InsecureRandom {
    const META: Meta = Meta::new(
        "code/insecure-random",
        "Secret is made by a predictable generator",
        "code/cryptography",
        Severity::High,
    )
    .gate()
    .confidence(Confidence::Medium)
    .frameworks(&["CWE-338", "OWASP-Top10-2021-A02", "ASVS-5.0-11.5.1"])
    .aliases(&["B311", "S311"]);
    type On = Module;

    fn run(on: &Module, _: &Scene<'_>) -> Verdict {
        calls::all(
            calls::named(on, NAMES).into_iter().filter_map(|(path, call)| judge(on, &path, call)),
        )
    }
}

fn judge(module: &Module, path: &str, call: &Call) -> Option<Verdict> {
    match path.split('.').next().unwrap_or("") {
        "secrets" => Some(Verdict::pass(call.span, "made by `secrets`")),
        "os" if path == "os.urandom" => {
            Some(Verdict::pass(call.span, "made by the operating system"))
        }
        "uuid" if path == "uuid.uuid4" => Some(Verdict::pass(call.span, "a random UUID")),
        "random" if path.starts_with("random.SystemRandom") => {
            Some(Verdict::pass(call.span, "made by the operating system"))
        }
        "random" | "numpy" => purpose(module, call).map(|name| fail(module, path, call, &name)),
        "uuid" if path == "uuid.uuid1" => {
            purpose(module, call).map(|name| fail(module, path, call, &name))
        }
        _ => None,
    }
}

fn fail(module: &Module, path: &str, call: &Call, name: &str) -> Verdict {
    let message = format!("`{path}` can be predicted and makes `{name}`");
    Verdict::fail(Failure::new(call.span, message).key(calls::key(module, call.span)))
}

/// The name, of what is assigned or of the function, that says that a secret is made.
fn purpose(module: &Module, call: &Call) -> Option<String> {
    let assigned = calls::assignments(module).into_iter().find(|(_, v)| v.span.contains(call.span));
    let target = assigned.and_then(|(t, _)| t.last_name()).map(str::to_owned);
    let function = module.function_at(call.span).map(|(_, f)| f.name.to_string());
    target.into_iter().chain(function).find(|name| speaks_of_secret(name))
}

fn speaks_of_secret(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    if OTHER.iter().any(|o| lower.contains(o)) {
        return false;
    }
    lower.split('_').any(|w| SECRET.contains(&w) || SECRET.contains(&w.trim_end_matches('s')))
        || ["token", "password", "secret", "apikey", "nonce"].iter().any(|s| lower.contains(s))
}
