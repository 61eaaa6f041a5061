//! The function library, by subject. What is not here is unknown, never guessed.

mod assume;
mod collections;
mod csv;
mod digest;
mod encoding;
mod files;
mod format;
mod network;
mod numbers;
mod partial;
mod sets;
mod strings;
mod time;
mod types;

use std::rc::Rc;

use ringfort_source::Span;
use ringfort_vocab::NoticeKind;

use crate::scope::Scope;
use crate::value::Val;

/// The arguments of a call.
#[derive(Clone, Copy)]
pub(crate) struct Args<'a> {
    pub(crate) all: &'a [Val],
    pub(crate) at: Span,
}

/// Calls `name`. The references of the arguments are added by the caller.
pub(crate) fn call(scope: &Rc<Scope<'_>>, name: &str, all: &[Val], at: Span) -> Val {
    let args = Args { all, at };
    let name = name.strip_prefix("core::").unwrap_or(name);
    if let Some(value) = crate::terragrunt::call(scope, name, all, at) {
        return value;
    }
    if name.starts_with("provider::") {
        return Val::unknown(at, format!("function {name} of a provider is not evaluated"));
    }
    // Those that keep what is known beside what is not.
    if let Some(value) = collections::call(name, args)
        .or_else(|| types::call(name, args))
        .or_else(|| assume::call(name, args))
    {
        return value;
    }
    if name.starts_with("template") {
        return files::call(scope, name, args).unwrap_or_else(|| args.wrong(name));
    }
    // Those that read their arguments whole.
    if let Some(unknown) = all.iter().find(|v| v.cause().is_some()) {
        return partial::call(name, args).unwrap_or_else(|| unknown.unknown_like(at));
    }
    let found = strings::call(name, args)
        .or_else(|| format::call(name, args))
        .or_else(|| numbers::call(name, args))
        .or_else(|| sets::call(name, args))
        .or_else(|| encoding::call(name, args))
        .or_else(|| network::call(name, args))
        .or_else(|| time::call(name, args))
        .or_else(|| digest::call(scope, name, args))
        .or_else(|| files::call(scope, name, args));
    found.unwrap_or_else(|| match name {
        "uuid" | "bcrypt" => Val::unknown(at, format!("{name} differs on every run")),
        "rsadecrypt" => Val::unknown(at, "rsadecrypt needs a private key"),
        _ => {
            let cause = format!("function {name} is not supported");
            let step = "scan a plan, in which it is evaluated, if it is one of Terraform's";
            scope.engine.notice(at, NoticeKind::Unresolved, format!("{cause}: {step}"));
            Val::unknown(at, cause)
        }
    })
}

/// The text of the file at `path`, as [`call`]'s `file` gives it, if it is part of the scan.
pub(crate) fn file_text(scope: &Scope<'_>, path: &str, at: Span) -> Option<Val> {
    let file = files::find(scope, path)?;
    let whole = Span::of(file.source, 0..file.text.len());
    Some(Val { from: Some(whole), ..Val::str(at, file.text) })
}

/// The marks of a call's result: those of its arguments, unless the function decides them.
pub(crate) fn keeps_marks(name: &str) -> bool {
    !types::decides_marks(name.strip_prefix("core::").unwrap_or(name))
}

impl<'a> Args<'a> {
    pub(crate) fn get(self, i: usize) -> Option<&'a Val> {
        self.all.get(i)
    }

    /// Argument `i` as text.
    pub(crate) fn text(self, i: usize) -> Option<Rc<str>> {
        self.get(i)?.text()
    }

    pub(crate) fn number(self, i: usize) -> Option<f64> {
        self.get(i)?.number()
    }

    /// Argument `i` as a whole number.
    pub(crate) fn int(self, i: usize) -> Option<i64> {
        let n = self.number(i)?;
        #[allow(clippy::cast_possible_truncation)] // whole and within 2^53
        (n.fract() == 0.0 && n.abs() < 9e15).then_some(n as i64)
    }

    pub(crate) fn list(self, i: usize) -> Option<&'a [Val]> {
        self.get(i)?.items()
    }

    /// Argument `i` as a list of texts.
    pub(crate) fn texts(self, i: usize) -> Option<Vec<Rc<str>>> {
        self.list(i)?.iter().map(Val::text).collect()
    }

    pub(crate) fn str(self, text: impl Into<Rc<str>>) -> Val {
        let text: Rc<str> = text.into();
        if text.len() > MAX_TEXT {
            return Val::limit(self.at, format!("the text is longer than {MAX_TEXT} bytes"));
        }
        Val::str(self.at, text)
    }

    pub(crate) fn num(self, n: f64) -> Val {
        Val::num(self.at, n)
    }

    pub(crate) fn bool(self, b: bool) -> Val {
        Val::bool(self.at, b)
    }

    pub(crate) fn seq(self, items: Vec<Val>) -> Val {
        Val::seq(self.at, items)
    }

    pub(crate) fn strs<T: Into<Rc<str>>>(self, items: impl IntoIterator<Item = T>) -> Val {
        self.seq(items.into_iter().map(|t| Val::str(self.at, t)).collect())
    }

    /// What a wrong argument gives.
    pub(crate) fn wrong(self, name: &str) -> Val {
        Val::error(self.at, format!("an argument of `{name}` is not of the expected kind"))
    }

    /// The first argument that is not known as a whole, as the result.
    pub(crate) fn unknown(self) -> Option<Val> {
        let first = self.all.iter().find(|v| v.is_unknown())?;
        Some(first.unknown_like(self.at))
    }
}

/// Longest text that a function may give.
pub(crate) const MAX_TEXT: usize = 1 << 20;
