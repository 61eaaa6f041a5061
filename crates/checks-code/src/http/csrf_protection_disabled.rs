//! Forms that a cookie authenticates are protected from other sites.

use ringfort_check::model::code::{Expr, Module};
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::calls;

/// Protection from cross-site requests is off.
pub struct CsrfProtectionDisabled;

impl Check for CsrfProtectionDisabled {
    const META: Meta = Meta::new(
        "code/csrf-protection-disabled",
        "Protection from cross-site requests is off",
        "code/http-hardening",
        Severity::Medium,
    )
    .frameworks(&["CWE-352", "ASVS-5.0-3.5.1"]);
    type On = Module;

    fn run(on: &Module, _: &Scene<'_>) -> Verdict {
        let exempt = on
            .functions
            .iter()
            .flat_map(|f| &f.decorators)
            .chain(on.classes.iter().flat_map(|c| &c.decorators));
        let exempt = exempt.filter(|d| {
            d.any(&mut |e| {
                e.last_name() == Some("csrf_exempt")
                    || e.dotted().is_some_and(|n| n == "csrf.exempt")
            })
        });
        let exempt = exempt.map(|d| fail(on, d, "this view accepts requests from other sites"));
        let middleware = calls::top_level(on, "MIDDLEWARE").filter(|m| {
            m.items().iter().any(|i| i.as_str().is_some_and(|t| t.starts_with("django.")))
        });
        let middleware = middleware.map(|list| {
            let protects =
                |e: &&Expr| e.as_str().is_some_and(|t| t.ends_with("CsrfViewMiddleware"));
            match list.items().iter().find(protects) {
                Some(entry) => Verdict::pass(entry.span, "CsrfViewMiddleware is registered"),
                None => fail(on, list, "the middleware list lacks CsrfViewMiddleware"),
            }
        });
        let switch = calls::assignments(on).into_iter().filter(|(t, v)| {
            let named = t.last_name() == Some("WTF_CSRF_ENABLED")
                || t.any(&mut |e| e.as_str() == Some("WTF_CSRF_ENABLED"));
            named && v.as_bool() == Some(false)
        });
        let switch = switch.map(|(_, v)| fail(on, v, "forms are accepted from other sites"));
        let protect = calls::named(on, &["CSRFProtect", "CsrfProtect"])
            .into_iter()
            .map(|(_, c)| Verdict::pass(c.span, "forms are protected"));
        calls::all(exempt.chain(middleware).chain(switch).chain(protect))
    }
}

fn fail(module: &Module, at: &Expr, message: &str) -> Verdict {
    let key = module
        .function_at(at.span)
        .map_or_else(|| "module".to_owned(), |(_, f)| f.qualified.to_string());
    Verdict::fail(Failure::new(at.span, message).key(key))
}
