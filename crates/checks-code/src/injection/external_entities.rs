//! XML parsers do not read external entities.

use ringfort_check::model::code::{Call, Expr, Module};
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::calls;

/// An XML parser reads external entities.
pub struct ExternalEntities;

impl Check for ExternalEntities {
    const META: Meta = Meta::new(
        "code/external-entities",
        "XML parser reads external entities",
        "code/injection-and-deserialization",
        Severity::High,
    )
    .frameworks(&["CWE-611", "OWASP-Top10-2021-A05", "ASVS-5.0-1.5.1"]);
    type On = Module;

    fn run(on: &Module, _: &Scene<'_>) -> Verdict {
        let parsers = calls::named(
            on,
            &["XMLParser", "iterparse", "setFeature", "parse", "fromstring", "XML"],
        );
        calls::all(parsers.into_iter().filter_map(|(path, call)| judge(on, &path, call)))
    }
}

fn judge(module: &Module, path: &str, call: &Call) -> Option<Verdict> {
    if path.starts_with("defusedxml.") {
        return Some(Verdict::pass(call.span, "defusedxml refuses entities and DTDs"));
    }
    let flag = |name: &str| call.keyword(name).and_then(Expr::as_bool);
    if path == "lxml.etree.XMLParser" {
        let open = [("resolve_entities", true), ("no_network", false), ("load_dtd", true)];
        if let Some((name, value)) = open.iter().find(|(n, v)| flag(n) == Some(*v)) {
            let message =
                format!("the parser is made with {name}={}", if *value { "True" } else { "False" });
            return Some(fail(module, call, message));
        }
        return Some(match flag("resolve_entities") {
            Some(false) => Verdict::pass(call.span, "entities are not resolved"),
            _ => {
                Verdict::unknown(call.span, "before lxml 5 the default resolves external entities")
            }
        });
    }
    let feature = call.args.first().and_then(Expr::last_name).unwrap_or("");
    if path.ends_with(".setFeature")
        && matches!(feature, "feature_external_ges" | "feature_external_pes")
    {
        return Some(
            match call.args.get(1).and_then(|v| v.as_bool().or(v.as_int().map(|i| i != 0))) {
                Some(true) => fail(module, call, format!("`{feature}` is switched on")),
                Some(false) => Verdict::pass(call.span, "external entities are switched off"),
                None => Verdict::unknown(
                    call.span,
                    "whether external entities are read is decided at run time",
                ),
            },
        );
    }
    (path.starts_with("xml.etree.") || path.starts_with("xml.dom.")).then(|| {
        Verdict::default(
            call.span,
            "the standard library does not fetch external entities since Python 3.7.1",
        )
    })
}

fn fail(module: &Module, call: &Call, message: String) -> Verdict {
    Verdict::fail(Failure::new(call.span, message).key(calls::key(module, call.span)))
}
