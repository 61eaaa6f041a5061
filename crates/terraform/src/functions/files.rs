//! Files of the scan. What lies outside of it is unknown: nothing is read from disk here.

use std::rc::Rc;

use regex::Regex;
use ringfort_source::Span;
use ringfort_syntax::hcl::parse_template;

use super::Args;
use crate::module::resolve;
use crate::project::File;
use crate::scope::Scope;
use crate::terragrunt;
use crate::value::Val;

/// Calls a function of this subject; `None` if `name` is not one.
pub(super) fn call(scope: &Rc<Scope<'_>>, name: &str, args: Args<'_>) -> Option<Val> {
    if name == "fileset" {
        return Some(file_set(scope, args).unwrap_or_else(|| args.wrong(name)));
    }
    if !matches!(name, "file" | "templatefile" | "fileexists" | "filebase64" | "abspath") {
        return (name == "templatestring").then(|| template_string(scope, args));
    }
    let Some(path) = args.text(0) else {
        return Some(args.unknown().unwrap_or_else(|| args.wrong(name)));
    };
    if name == "abspath" {
        return Some(Val::unknown(args.at, "abspath is known when it runs only"));
    }
    let Some(file) = find(scope, &path) else {
        // That a file was not scanned does not mean that it is not there.
        return Some(Val::unknown(args.at, format!("{name}: {path} is not part of the scan")));
    };
    let whole = Span::of(file.source, 0..file.text.len());
    let mut value = match name {
        "file" => args.str(file.text),
        "filebase64" => args.str(super::encoding::encode(file.text.as_bytes())),
        "fileexists" => args.bool(true),
        _ => template(scope, args, file),
    };
    value.from = value.from.or(Some(whole));
    Some(value)
}

/// The file that `path` names, seen from where the root module runs.
pub(super) fn find<'p>(scope: &Scope<'p>, path: &str) -> Option<File<'p>> {
    let path = inside(scope, path)?;
    scope.engine.project.files.get(path.as_str()).copied()
}

/// `path` as a path of the scan; `None` if it leaves it.
fn inside(scope: &Scope<'_>, path: &str) -> Option<String> {
    if let Some(settings) = &scope.settings {
        return terragrunt::inside(&settings.folder, path);
    }
    if path.starts_with('/') || path.starts_with('~') {
        return None;
    }
    resolve(scope.engine.home, path)
}

/// The files of the scan under a folder whose paths fit a pattern.
fn file_set(scope: &Rc<Scope<'_>>, args: Args<'_>) -> Option<Val> {
    let (base, pattern) = (args.text(0)?, glob(&args.text(1)?)?);
    let missing = || Val::unknown(args.at, format!("fileset: {base} is not part of the scan"));
    let Some(folder) = inside(scope, &base) else { return Some(missing()) };
    let start = if folder.is_empty() { String::new() } else { format!("{folder}/") };
    let files = &scope.engine.project.files;
    let below = files.range(&*start..).map(|(path, _)| *path);
    let mut below = below.map_while(|path| path.strip_prefix(&*start)).peekable();
    if below.peek().is_none() {
        return Some(missing());
    }
    let hits = below.filter(|path| pattern.is_match(path));
    Some(Val::set(args.at, hits.map(|path| args.str(path)).collect()))
}

/// A pattern of paths: `*` within a folder, `**` across folders, `?`, `[a-z]`, `{a,b}`.
fn glob(pattern: &str) -> Option<Regex> {
    let mut out = String::from("^(?s:");
    let mut chars = pattern.chars().peekable();
    let mut open = 0_usize;
    while let Some(c) = chars.next() {
        match c {
            '*' if chars.next_if_eq(&'*').is_some() => {
                // `**/` also stands for no folder at all.
                let folders = chars.next_if_eq(&'/').is_some();
                out.push_str(if folders { "(?:.*/)?" } else { ".*" });
            }
            '*' => out.push_str("[^/]*"),
            '?' => out.push_str("[^/]"),
            '{' => {
                open += 1;
                out.push_str("(?:");
            }
            '}' if open > 0 => {
                open -= 1;
                out.push(')');
            }
            ',' if open > 0 => out.push('|'),
            '[' => {
                out.push('[');
                let negated = chars.next_if(|c| "!^".contains(*c)).is_some();
                out.push_str(if negated { "^" } else { "" });
                for c in chars.by_ref().take_while(|c| *c != ']') {
                    out.push_str(&if c == '-' {
                        "-".into()
                    } else {
                        regex::escape(&c.to_string())
                    });
                }
                out.push(']');
            }
            '\\' => out.push_str(&regex::escape(&chars.next()?.to_string())),
            c => out.push_str(&regex::escape(&c.to_string())),
        }
    }
    out.push_str(")$");
    regex::RegexBuilder::new(&out).size_limit(1 << 20).build().ok()
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
    let Some(text) = args.text(0) else {
        return args.unknown().unwrap_or_else(|| args.wrong("templatestring"));
    };
    let Some(vars) = args.get(1) else { return args.wrong("templatestring") };
    match parse_template(args.at, &text) {
        Ok(expr) => scope.render_with(&expr, vars, args.at),
        Err(error) => Val::unknown(args.at, error.message),
    }
}
