//! What applications allow other origins.

use ringfort_check::facts::code::{App, Framework};
use ringfort_check::model::code::{Call, Expr, Module};
use ringfort_check::{Scene, Span};

use super::{apps, calls};

/// One configuration of CORS.
pub(crate) struct Rule {
    /// Where to point: the credentials' switch, or the whole.
    pub at: Span,
    /// Where the origins stand.
    pub origins: Option<Span>,
    /// Is any origin allowed? `None`: decided at run time.
    pub any_origin: Option<bool>,
    /// May credentials be sent? `None`: decided at run time.
    pub credentials: Option<bool>,
}

/// Every configuration of CORS of an application.
pub(crate) fn rules(scene: &Scene<'_>, app: &App) -> Vec<Rule> {
    let mut rules: Vec<Rule> = app
        .middleware
        .iter()
        .filter_map(|m| {
            let call = m.call.as_ref()?;
            let module =
                apps::modules(scene, app).into_iter().find(|x| x.source == m.span.source)?;
            let last = m.path.rsplit('.').next().unwrap_or("");
            match last {
                "CORSMiddleware" => Some(starlette(module, call)),
                "CORS" => Some(flask(module, call)),
                _ => None,
            }
        })
        .collect();
    if app.framework == Framework::Django {
        rules.extend(django(scene, app));
    }
    rules
}

fn flag(value: Option<&Expr>, default: bool) -> Option<bool> {
    value.map_or(Some(default), Expr::as_bool)
}

fn starlette(module: &Module, call: &Call) -> Rule {
    let origins = call.keyword("allow_origins");
    let pattern = call.keyword("allow_origin_regex");
    let listed = origins.map_or(Some(false), |o| allows_any(module, o));
    let matched = pattern.map_or(Some(false), |p| {
        p.is_none().then_some(false).or_else(|| {
            calls::value(module, p)
                .as_str()
                .map(|t| matches!(t, ".*" | "^.*$" | ".+" | "https?://.*" | "https://.*"))
        })
    });
    let any_origin = match (listed, matched) {
        (Some(true), _) | (_, Some(true)) => Some(true),
        (Some(false), Some(false)) => Some(false),
        _ => None,
    };
    let credentials = call.keyword("allow_credentials");
    Rule {
        at: credentials.map_or(call.span, |c| c.span),
        origins: origins.or(pattern).map(|o| o.span),
        any_origin,
        credentials: flag(credentials, false),
    }
}

/// Flask-CORS allows every origin unless told otherwise.
fn flask(module: &Module, call: &Call) -> Rule {
    let origins = call.keyword("origins").or_else(|| call.keyword("resources"));
    let credentials = call.keyword("supports_credentials");
    Rule {
        at: credentials.map_or(call.span, |c| c.span),
        origins: origins.map(|o| o.span),
        any_origin: origins.map_or(Some(true), |o| allows_any(module, o)),
        credentials: flag(credentials, false),
    }
}

fn django(scene: &Scene<'_>, app: &App) -> Option<Rule> {
    let all = apps::setting(scene, app, "CORS_ALLOW_ALL_ORIGINS")
        .or_else(|| apps::setting(scene, app, "CORS_ORIGIN_ALLOW_ALL"));
    let listed = apps::setting(scene, app, "CORS_ALLOWED_ORIGINS");
    let credentials = apps::setting(scene, app, "CORS_ALLOW_CREDENTIALS").map(|(_, v)| v);
    let (_, first) = all.or(listed)?;
    Some(Rule {
        at: credentials.map_or(first.span, |c| c.span),
        origins: Some(first.span),
        any_origin: all.map_or(Some(false), |(_, v)| v.as_bool()),
        credentials: flag(credentials, false),
    })
}

/// Does a text, list or mapping of origins hold the wildcard?
fn allows_any(module: &Module, expr: &Expr) -> Option<bool> {
    let value = calls::value(module, expr);
    if value.any(&mut |e| matches!(e.as_str(), Some("*" | ".*"))) {
        let nested = matches!(value.kind, ringfort_check::model::code::ExprKind::Dict(_))
            && value.any(&mut |e| e.as_str() == Some("origins"));
        return Some(
            !nested
                || value.any(&mut |e| {
                    e.get("origins").is_some_and(|o| o.any(&mut |x| x.as_str() == Some("*")))
                }),
        );
    }
    value.is_constant().then_some(false)
}
