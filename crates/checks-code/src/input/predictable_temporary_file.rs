//! Temporary files cannot be prepared by others.

use ringfort_check::model::code::{Expr, Module};
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::calls;

/// A temporary file has a predictable name.
pub struct PredictableTemporaryFile;

impl Check for PredictableTemporaryFile {
    const META: Meta = Meta::new(
        "code/predictable-temporary-file",
        "Temporary file has a predictable name",
        "code/ssrf-and-path-traversal",
        Severity::Low,
    )
    .frameworks(&["CWE-377", "CWE-379"])
    .aliases(&["B306", "B108", "S306", "S108"]);
    type On = Module;

    fn run(on: &Module, _: &Scene<'_>) -> Verdict {
        let names = [
            "mktemp",
            "mkstemp",
            "mkdtemp",
            "NamedTemporaryFile",
            "TemporaryDirectory",
            "TemporaryFile",
            "open",
        ];
        calls::all(calls::named(on, &names).into_iter().filter_map(|(path, call)| {
            let fail = |message: String| {
                Some(Verdict::fail(Failure::new(call.span, message).key(calls::key(on, call.span))))
            };
            if path == "tempfile.mktemp" {
                return fail(
                    "`tempfile.mktemp` gives a name that somebody else may take first".to_owned(),
                );
            }
            if path.starts_with("tempfile.") {
                return Some(Verdict::pass(call.span, "made by `tempfile`"));
            }
            let writes = call
                .arg(1, "mode")
                .and_then(Expr::as_str)
                .is_some_and(|m| m.contains(['w', 'a', 'x', '+']));
            let file = calls::value(on, call.arg(0, "file")?).as_str()?;
            let shared = ["/tmp/", "/var/tmp/", "/dev/shm/"].iter().any(|t| file.starts_with(t));
            if path == "open" && writes && shared {
                fail(format!("`{file}` can be prepared by any process of the machine"))
            } else {
                None
            }
        }))
    }
}
