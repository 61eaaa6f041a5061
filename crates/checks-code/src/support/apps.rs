//! Questions about an application as a whole.

use ringfort_check::facts::code::{App, Middleware, Route};
use ringfort_check::model::code::{Call, Class, Expr, Function, Module};
use ringfort_check::{Failure, Scene, Span, Verdict};

/// The modules of an application.
pub(crate) fn modules<'a>(scene: &Scene<'a>, app: &App) -> Vec<&'a Module> {
    app.modules.iter().filter_map(|i| scene.facts.model.modules.get(*i)).collect()
}

/// The application that a route belongs to.
pub(crate) fn of_route<'a>(scene: &Scene<'a>, route: &Route) -> Option<&'a App> {
    scene
        .facts
        .code
        .apps
        .iter()
        .find(|a| a.routes.as_ptr_range().contains(&std::ptr::from_ref(route)))
}

/// The function that answers a route, with its module.
pub(crate) fn handler<'a>(scene: &Scene<'a>, route: &Route) -> Option<(&'a Module, &'a Function)> {
    let id = route.function?;
    let module = scene.facts.model.modules.get(id.module)?;
    Some((module, module.functions.get(id.function)?))
}

/// Where something that must exist does not: a failure if every module was read, else unknown.
pub(crate) fn absent(app: &App, message: impl Into<String>) -> Verdict {
    if app.complete {
        Verdict::fail(Failure::new(app.span, message))
    } else {
        Verdict::unknown(app.span, "a module of the application could not be read as a whole")
    }
}

/// The first middleware whose path holds one of `words`, in any case.
pub(crate) fn middleware<'a>(app: &'a App, words: &[&str]) -> Option<&'a Middleware> {
    app.middleware.iter().find(|m| {
        let path = m.path.to_ascii_lowercase();
        words.iter().any(|w| path.contains(w))
    })
}

/// A setting of Flask or Django: `app.config["NAME"] = x`, `app.config.update(NAME=x)`, `NAME = x` in a
/// settings module or configuration class.
pub(crate) fn setting<'a>(
    scene: &Scene<'a>,
    app: &App,
    name: &str,
) -> Option<(&'a Module, &'a Expr)> {
    modules(scene, app).into_iter().find_map(|m| Some((m, setting_in(m, name)?)))
}

fn setting_in<'m>(module: &'m Module, name: &str) -> Option<&'m Expr> {
    let top = super::calls::top_level(module, name);
    let keyed = || {
        super::calls::assignments(module).into_iter().find_map(|(target, value)| {
            let ringfort_check::model::code::ExprKind::Subscript { value: owner, index } =
                &target.kind
            else {
                return None;
            };
            (index.as_str() == Some(name) && owner.last_name() == Some("config")).then_some(value)
        })
    };
    let updated = || {
        let calls = super::calls::named(module, &["update", "from_mapping"]);
        calls.into_iter().find_map(|(_, call)| call.keyword(name))
    };
    let field = || module.classes.iter().find_map(|c: &Class| c.field(name)?.default.as_ref());
    top.or_else(keyed).or_else(updated).or_else(field)
}

/// The calls in the modules of an application whose callee ends in one of `names`.
pub(crate) fn calls<'a>(
    scene: &Scene<'a>,
    app: &App,
    names: &[&str],
) -> Vec<(&'a Module, String, &'a Call)> {
    let of = |m: &'a Module| super::calls::named(m, names).into_iter().map(move |(p, c)| (m, p, c));
    modules(scene, app).into_iter().flat_map(of).collect()
}

/// The first place in the application where a constant text equals one of `texts` (in any case).
pub(crate) fn mentions(scene: &Scene<'_>, app: &App, texts: &[&str]) -> Option<Span> {
    modules(scene, app).into_iter().find_map(|m| {
        let mut all = super::calls::texts(m).into_iter();
        all.find(|(t, _)| texts.iter().any(|x| t.eq_ignore_ascii_case(x))).map(|(_, s)| s)
    })
}

/// The import of one of `paths` (or of something in it) in the application.
pub(crate) fn import(scene: &Scene<'_>, app: &App, paths: &[&str]) -> Option<Span> {
    let inside = |p: &str| {
        paths.iter().any(|x| p.strip_prefix(x).is_some_and(|r| r.is_empty() || r.starts_with('.')))
    };
    let all = modules(scene, app).into_iter().flat_map(|m| &m.imports);
    all.into_iter().find(|i| inside(&i.path)).map(|i| i.span)
}
