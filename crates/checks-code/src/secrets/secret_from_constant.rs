//! What uses a secret is given one that comes from outside the code.

use ringfort_check::facts::code::{Absent, Scope};
use ringfort_check::facts::secrets;
use ringfort_check::model::code::{Call, Expr, ExprKind, Module};
use ringfort_check::{Check, Confidence, Failure, Meta, Scene, Severity, Verdict};

use crate::support::{calls, fixed};

/// A secret is used from a constant.
pub struct SecretFromConstant;

/// Calls that take a secret: the callee's end, position, name.
const USERS: &[(&str, usize, &str)] = &[
    ("jwt.encode", 1, "key"),
    ("jwt.decode", 1, "key"),
    ("jose.jwt.encode", 1, "key"),
    ("jose.jwt.decode", 1, "key"),
    ("SessionMiddleware", 1, "secret_key"),
    ("add_middleware", 9, "secret_key"),
    ("URLSafeTimedSerializer", 0, "secret_key"),
    ("URLSafeSerializer", 0, "secret_key"),
    ("TimestampSigner", 0, "secret_key"),
    ("psycopg2.connect", 9, "password"),
    ("psycopg.connect", 9, "password"),
    ("asyncpg.connect", 9, "password"),
    ("pymysql.connect", 9, "password"),
    ("redis.Redis", 9, "password"),
    ("boto3.client", 9, "aws_secret_access_key"),
    ("boto3.resource", 9, "aws_secret_access_key"),
    ("boto3.Session", 9, "aws_secret_access_key"),
    ("OpenAI", 9, "api_key"),
    ("Anthropic", 9, "api_key"),
    ("stripe.StripeClient", 0, "api_key"),
];

impl Check for SecretFromConstant {
    const META: Meta = Meta::new(
        "code/secret-from-constant",
        "Secret is used from a constant",
        "code/secrets-loading",
        Severity::Medium,
    )
    .gate()
    .confidence(Confidence::Medium)
    .frameworks(&["CWE-798", "ASVS-5.0-13.3.1"]);
    type On = Module;

    fn run(on: &Module, scene: &Scene<'_>) -> Verdict {
        let lasts: Vec<&str> =
            USERS.iter().map(|(p, ..)| p.rsplit('.').next().unwrap_or(p)).collect();
        let used: Vec<(&Call, &Expr)> = calls::named(on, &lasts)
            .into_iter()
            .filter_map(|(p, c)| Some((c, secret(&p, c)?)))
            .collect();
        let modules = &scene.facts.model.modules;
        let index = modules.iter().position(|m| m.source == on.source).unwrap_or(0);
        let read = of_environment(scene, index).and(of_hidden(on));
        if used.is_empty() {
            return read;
        }
        let project = Scope::new(modules);
        calls::all(used.into_iter().map(|(call, value)| judge(on, &project, index, call, value)))
            .and(read)
    }
}

/// Reads of credentials from the environment are how it should be; their fallbacks are judged elsewhere.
fn of_environment(scene: &Scene<'_>, module: usize) -> Verdict {
    let reads = scene.facts.code.env_reads.iter().filter(|r| r.module == module);
    let credential =
        |name: &Option<String>| name.as_deref().is_some_and(secrets::is_credential_name);
    calls::all(
        reads
            .filter(|r| credential(&r.name) && !matches!(r.absent, Absent::Fallback(_)))
            .map(|r| Verdict::pass(r.span, "the secret is read from the environment")),
    )
}

fn secret<'m>(path: &str, call: &'m Call) -> Option<&'m Expr> {
    let (_, position, name) =
        USERS.iter().find(|(p, ..)| path == *p || path.ends_with(&format!(".{p}")))?;
    call.arg(*position, name)
}

fn judge(module: &Module, project: &Scope<'_>, index: usize, call: &Call, value: &Expr) -> Verdict {
    let key = calls::key(module, call.span);
    let callee = call.callee.last_name().unwrap_or("");
    if value.as_str().is_some_and(|t| !t.is_empty()) {
        let message = format!("`{callee}` is given a secret that is written beside it");
        return Verdict::fail(Failure::new(value.span, message).key(key));
    }
    let origin = project.value_of(index, value).map(|(_, v)| v);
    match origin {
        Some(text) if text.as_str().is_some_and(|t| !t.is_empty()) => Verdict::fail(
            Failure::new(
                value.span,
                format!("`{callee}` is given a secret that is a constant of the code"),
            )
            .related(text.span, "the constant")
            .key(key),
        ),
        Some(origin) if origin.as_call().is_some() || !origin.is_constant() => {
            Verdict::pass(value.span, "the secret is computed or read at run time")
        }
        _ if fetched(module, value) => {
            Verdict::pass(value.span, "the secret is fetched at run time")
        }
        _ if fixed::is_fixed(module, value) || value.as_call().is_some() => {
            Verdict::pass(value.span, "the secret comes from configuration")
        }
        _ => Verdict::unknown(value.span, "where the secret comes from was not seen"),
    }
}

/// Is it (or what it is an attribute of) a local name that a call fills: a key that a provider gave?
fn fetched(module: &Module, value: &Expr) -> bool {
    let mut root = value;
    while let ExprKind::Attribute { value: inner, .. } = &root.kind {
        root = inner;
    }
    let Some((name, (_, function))) = root.as_name().zip(module.function_at(value.span)) else {
        return false;
    };
    let assigned = calls::assignments(module);
    let mut local = assigned
        .iter()
        .filter(|(t, _)| t.as_name() == Some(name) && function.span.contains(t.span));
    local.any(|(_, v)| v.as_call().is_some())
}

/// Values that are put into a type that hides them are read at run time, unless they are literals.
fn of_hidden(module: &Module) -> Verdict {
    let made = calls::named(module, &["SecretStr", "SecretBytes"]).into_iter();
    calls::all(made.filter_map(|(_, call)| {
        let value = call.args.first()?;
        (!value.is_constant()).then(|| Verdict::pass(value.span, "the secret is read at run time"))
    }))
}
