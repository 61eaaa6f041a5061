//! Certificates of servers are verified.

use ringfort_check::model::code::{Call, Expr, ExprKind, Module};
use ringfort_check::{Check, Edit, Failure, Meta, Safety, Scene, Severity, Span, Verdict};

use crate::support::calls;

/// Certificate verification is switched off.
pub struct TlsVerificationDisabled;

/// Callees whose owners speak TLS, by their last name.
const CLIENTS: &[&str] = &[
    "get",
    "post",
    "put",
    "patch",
    "delete",
    "head",
    "options",
    "request",
    "stream",
    "Client",
    "AsyncClient",
    "Session",
    "ClientSession",
    "TCPConnector",
    "PoolManager",
    "HTTPSConnectionPool",
    "urlopen",
    "create_default_context",
    "_create_unverified_context",
    "SSLContext",
    "client",
    "resource",
    "Redis",
    "from_url",
    "wrap_socket",
    "SMTP_SSL",
    "Elasticsearch",
    "MongoClient",
];
const LIBRARIES: &[&str] = &[
    "requests",
    "httpx",
    "aiohttp",
    "urllib3",
    "urllib",
    "ssl",
    "boto3",
    "redis",
    "smtplib",
    "elasticsearch",
    "pymongo",
    "websockets",
];
/// Options that switch verification off, with the value that does.
const OPTIONS: &[(&str, bool)] = &[
    ("verify", false),
    ("verify_ssl", false),
    ("ssl", false),
    ("check_hostname", false),
    ("assert_hostname", false),
    ("verify_certs", false),
    ("tlsAllowInvalidCertificates", true),
    ("tlsAllowInvalidHostnames", true),
    ("tlsInsecure", true),
];

impl Check for TlsVerificationDisabled {
    const META: Meta = Meta::new(
        "code/tls-verification-disabled",
        "Certificate verification is switched off",
        "code/tls-in-application",
        Severity::High,
    )
    .gate()
    .frameworks(&["CWE-295", "OWASP-Top10-2021-A02", "ASVS-5.0-12.3.2"])
    .aliases(&["B501", "B323", "S501", "S323"]);
    type On = Module;

    fn run(on: &Module, _: &Scene<'_>) -> Verdict {
        let clients = calls::named(on, CLIENTS);
        let known = clients
            .into_iter()
            .filter(|(p, _)| LIBRARIES.contains(&p.split('.').next().unwrap_or("")));
        let by_call = known.map(|(path, call)| of_call(on, &path, call));
        let by_assignment =
            calls::assignments(on).into_iter().filter_map(|(t, v)| assigned(on, t, v));
        calls::all(by_call.chain(by_assignment))
    }
}

fn of_call(module: &Module, path: &str, call: &Call) -> Verdict {
    if path.ends_with("_create_unverified_context") {
        return fail(module, call.span, "the TLS context verifies nothing".to_owned());
    }
    for (name, bad) in OPTIONS {
        let Some(value) = call.keyword(name) else { continue };
        // `ssl=False` says "no TLS" to a database client, "no verification" to aiohttp.
        if *name == "ssl" && !path.starts_with("aiohttp.") {
            continue;
        }
        match calls::value(module, value).as_bool() {
            Some(set) if set == *bad => return switched_off(module, value, path, name),
            None if !is_context(module, value) => {
                return Verdict::unknown(value.span, format!("`{name}` is decided at run time"));
            }
            _ => {}
        }
    }
    if let Some(value) = call.keyword("cert_reqs")
        && is_none_constant(value)
    {
        return fail(module, value.span, format!("`{path}` does not ask for a certificate"));
    }
    Verdict::default(call.span, "certificates are verified unless told otherwise")
}

fn switched_off(module: &Module, value: &Expr, path: &str, name: &str) -> Verdict {
    let message = format!("`{path}` does not verify the server's certificate ({name})");
    let failure = Failure::new(value.span, message).key(calls::key(module, value.span));
    let edit =
        (value.as_bool() == Some(false)).then(|| Edit { at: value.span, text: "True".into() });
    Verdict::fail(match edit {
        Some(edit) => failure.fix("verify the certificate", vec![edit], Safety::Unsafe),
        None => failure,
    })
}

/// A context or the path of a bundle of authorities, not a switch.
fn is_context(module: &Module, value: &Expr) -> bool {
    let value = calls::value(module, value);
    value.as_str().is_some()
        || module.resolve(value).is_some_and(|p| p.starts_with("ssl.") || p.starts_with("certifi."))
        || value.last_name().is_some_and(|n| {
            let n = n.to_ascii_lowercase();
            n.contains("context")
                || n.contains("ctx")
                || n.contains("ca_")
                || n.contains("bundle")
                || n.contains("cafile")
        })
}

fn is_none_constant(value: &Expr) -> bool {
    value.last_name() == Some("CERT_NONE") || value.as_str() == Some("CERT_NONE")
}

/// `context.verify_mode = ssl.CERT_NONE`, `session.verify = False`, the unverified default context.
fn assigned(module: &Module, target: &Expr, value: &Expr) -> Option<Verdict> {
    let ExprKind::Attribute { attr, .. } = &target.kind else { return None };
    let off = match &**attr {
        "verify_mode" => is_none_constant(value),
        "check_hostname" | "verify" => value.as_bool() == Some(false),
        "_create_default_https_context" => value.last_name() == Some("_create_unverified_context"),
        _ => return None,
    };
    Some(if off {
        fail(
            module,
            value.span,
            format!(
                "`{}` switches certificate verification off",
                target.dotted().unwrap_or_default()
            ),
        )
    } else {
        Verdict::pass(value.span, "verification stays on")
    })
}

fn fail(module: &Module, at: Span, message: String) -> Verdict {
    Verdict::fail(Failure::new(at, message).key(calls::key(module, at)))
}
