//! Files of the scan. What lies outside of it is unknown: nothing is read from disk here.

use std::rc::Rc;

use ringfort_source::Span;
use ringfort_syntax::hcl::parse_template;

use super::Args;
use crate::module::resolve;
use crate::project::File;
use crate::scope::Scope;
use crate::value::Val;

/// Calls a function of this subject; `None` if `name` is not one.
pub(super) fn call(scope: &Rc<Scope<'_>>, name: &str, args: Args<'_>) -> Option<Val> {
    if !matches!(name, "file" | "templatefile" | "fileexists" | "filebase64" | "abspath") {
        return (name == "templatestring").then(|| template_string(scope, args));
    }
    let Some(path) = args.text(0) else {
        return Some(args.unknown().unwrap_or_else(|| args.wrong(name)));
    };
    let Some(file) = find(scope, &path) else {
        // That a file was not scanned does not mean that it is not there.
        return Some(Val::unknown(args.at, format!("{name}: {path} is not part of the scan")));
    };
    let whole = Span::of(file.source, 0..file.text.len());
    let mut value = match name {
        "file" => args.str(file.text),
        "filebase64" => args.str(super::encoding::encode(file.text.as_bytes())),
        "fileexists" => args.bool(true),
        "templatefile" => template(scope, args, file),
        _ => return Some(Val::unknown(args.at, "abspath is known when it runs only")),
    };
    value.from = value.from.or(Some(whole));
    Some(value)
}

fn find<'p>(scope: &Rc<Scope<'p>>, path: &str) -> Option<File<'p>> {
    if path.starts_with('/') || path.starts_with('~') {
        return None;
    }
    let path = resolve(scope.engine.root, path)?;
    scope.engine.project.files.get(path.as_str()).copied()
}

fn template(scope: &Rc<Scope<'_>>, args: Args<'_>, file: File<'_>) -> Val {
    let at = Span::of(file.source, 0..file.text.len());
    match (parse_template(at, file.text), args.get(1)) {
        (Ok(expr), Some(vars)) => scope.render_with(&expr, vars, args.at).asked_at(args.at),
        (Err(error), _) => {
            Val::unknown(args.at, format!("template {}: {}", file.path, error.message))
        }
        (_, None) => args.wrong("templatefile"),
    }
}

fn template_string(scope: &Rc<Scope<'_>>, args: Args<'_>) -> Val {
    let (Some(text), Some(vars)) = (args.text(0), args.get(1)) else {
        return args.wrong("templatestring");
    };
    match parse_template(args.at, &text) {
        Ok(expr) => scope.render_with(&expr, vars, args.at),
        Err(error) => Val::unknown(args.at, error.message),
    }
}
