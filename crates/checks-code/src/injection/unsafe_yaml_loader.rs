//! YAML is read with a loader that builds plain data.

use ringfort_check::model::code::{Call, Expr, Module};
use ringfort_check::{Check, Edit, Failure, Meta, Safety, Scene, Severity, Verdict};

use crate::support::calls;

/// YAML is read with a loader that builds objects.
pub struct UnsafeYamlLoader;

impl Check for UnsafeYamlLoader {
    const META: Meta = Meta::new(
        "code/unsafe-yaml-loader",
        "YAML is read with a loader that builds objects",
        "code/injection-and-deserialization",
        Severity::High,
    )
    .gate()
    .frameworks(&["CWE-502", "OWASP-Top10-2021-A08", "ASVS-5.0-1.5.2"])
    .aliases(&["B506", "S506"]);
    type On = Module;

    fn run(on: &Module, _: &Scene<'_>) -> Verdict {
        let names = [
            "load",
            "load_all",
            "safe_load",
            "safe_load_all",
            "unsafe_load",
            "unsafe_load_all",
            "full_load",
            "full_load_all",
        ];
        let found = calls::named(on, &names).into_iter().filter(|(p, _)| p.starts_with("yaml."));
        calls::all(found.map(|(path, call)| judge(on, &path, call)))
    }
}

fn judge(module: &Module, path: &str, call: &Call) -> Verdict {
    if path.starts_with("yaml.safe_load") {
        return Verdict::pass(call.span, "read with the safe loader");
    }
    let loader = call.arg(1, "Loader");
    let name = loader.and_then(Expr::last_name).unwrap_or("");
    if path.starts_with("yaml.load")
        && matches!(name, "SafeLoader" | "CSafeLoader" | "BaseLoader" | "CBaseLoader")
    {
        return Verdict::pass(call.span, "read with the safe loader");
    }
    let library = matches!(
        name,
        "" | "Loader" | "CLoader" | "UnsafeLoader" | "FullLoader" | "CFullLoader" | "CUnsafeLoader"
    );
    if !library || (loader.is_none() && call.spreads()) {
        return Verdict::unknown(call.span, "the loader is not one of the library's own");
    }
    let failure = Failure::new(call.span, format!("`{path}` can build objects of any class"))
        .key(calls::key(module, call.span));
    let edit = loader
        .filter(|_| !name.is_empty())
        .map(|l| Edit { at: l.span, text: "yaml.SafeLoader".into() });
    Verdict::fail(match edit {
        Some(edit) => failure.fix("use the safe loader", vec![edit], Safety::Unsafe),
        None => failure,
    })
}
