//! Secrets are not put into addresses and command lines.

use ringfort_check::model::code::{Expr, ExprKind, Module, Piece};
use ringfort_check::{Check, Confidence, Failure, Meta, Scene, Severity, Verdict};

use crate::support::{calls, names};

/// A secret is put into an address or a command line.
pub struct SecretInUrlOrCommand;

impl Check for SecretInUrlOrCommand {
    const META: Meta = Meta::new(
        "code/secret-in-url-or-command",
        "Secret is put into an address or a command line",
        "code/secrets-loading",
        Severity::Medium,
    )
    .confidence(Confidence::Medium)
    .frameworks(&["CWE-598", "CWE-214", "ASVS-5.0-14.2.1"]);
    type On = Module;

    fn run(on: &Module, _: &Scene<'_>) -> Verdict {
        let urls = calls::exprs(on).into_iter().filter_map(|e| of_text(on, e));
        let commands =
            calls::named(on, &["run", "Popen", "call", "check_call", "check_output"]).into_iter();
        let commands = commands.filter(|(p, _)| p.starts_with("subprocess."));
        calls::all(urls.chain(commands.filter_map(|(_, c)| of_command(on, c.args.first()?))))
    }
}

/// `f"https://host/path?token={token}"`.
fn of_text(module: &Module, expr: &Expr) -> Option<Verdict> {
    let ExprKind::FString(pieces) = &expr.kind else { return None };
    let mut before = String::new();
    for piece in pieces {
        match piece {
            Piece::Text(text) => before.push_str(text),
            Piece::Value(value) => {
                let parameter = before.rsplit(['?', '&']).next().unwrap_or("");
                let name = parameter.strip_suffix('=').filter(|_| before.contains('?'));
                if let Some(name) = name.filter(|n| names::is_sensitive(n)) {
                    let message = format!(
                        "`{name}` is sent in the address, where servers and proxies log it"
                    );
                    return Some(Verdict::fail(
                        Failure::new(value.span, message).key(calls::key(module, expr.span)),
                    ));
                }
                before.push('x');
            }
        }
    }
    None
}

/// A credential among the words of a command.
fn of_command(module: &Module, words: &Expr) -> Option<Verdict> {
    let (at, name) = words.items().iter().find_map(names::sensitive_value)?;
    let message = format!(
        "`{name}` is passed on a command line, which every process of the machine can read"
    );
    Some(Verdict::fail(Failure::new(at.span, message).key(calls::key(module, at.span))))
}
