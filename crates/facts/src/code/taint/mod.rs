//! From input to where it does harm: bounded flow within a function and into the functions it calls.
//!
//! The analysis follows values by name, statement by statement, and into project functions two calls
//! deep. It does not follow attributes of objects, closures or what a database gives back: a flow it
//! reports is there, a flow it misses may be. Checks that pass rest on [`Site::built`], not on silence.

mod calls;
mod conditions;
mod engine;
mod sinks;
mod sites;
mod sources;
mod tables;
mod value;

use ringfort_source::Span;

use super::{App, FunctionId, Scope};

pub use sources::{Source, SourceKind};

/// The kinds of place where input does harm.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SinkKind {
    /// A statement of a database.
    Sql,
    /// A command of the operating system.
    Command,
    /// Code that is evaluated.
    Eval,
    /// Data that is turned into objects.
    Deserialize,
    /// A template's source.
    Template,
    /// HTML that is not escaped.
    Html,
    /// The address of an outbound request.
    Url,
    /// The path of a file.
    Path,
    /// The target of a redirect.
    Redirect,
    /// A log line.
    Log,
    /// A response.
    Response,
}

/// How the dangerous argument of a site is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Built {
    /// A constant, or made of constants.
    Constant,
    /// A constant with parameters beside it, an argument list, an expression of a query builder.
    Parameters,
    /// Text put together with values.
    Formatted,
    /// Something whose making was not seen.
    Unknown,
}

/// A place where input does harm if it arrives there.
#[derive(Clone, Debug, PartialEq)]
pub struct Site {
    /// Its kind.
    pub kind: SinkKind,
    /// The module.
    pub module: usize,
    /// The function it lies in; `None` at the top level.
    pub function: Option<FunctionId>,
    /// What is called, as a resolved path; as written where it does not resolve.
    pub callee: String,
    /// The call.
    pub span: Span,
    /// The dangerous argument; the call where there is none.
    pub argument: Span,
    /// How the argument is made.
    pub built: Built,
    /// Does it lie in a test module?
    pub in_test: bool,
}

/// A step on the way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// Where.
    pub span: Span,
    /// What happens there: "assigned to `query`".
    pub note: String,
}

/// Something on the way that makes the input harmless for this kind of site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sanitizer {
    /// Where.
    pub span: Span,
    /// What: `shlex.quote`, "membership in a fixed set".
    pub what: String,
}

/// Input that reaches a site.
#[derive(Clone, Debug, PartialEq)]
pub struct Flow {
    /// The kind of site.
    pub kind: SinkKind,
    /// Where the input comes from.
    pub source: Source,
    /// The call it ends in.
    pub sink: Span,
    /// What is called there.
    pub callee: String,
    /// The way, from source to sink.
    pub steps: Vec<Step>,
    /// What made it harmless; `None` if nothing did.
    pub sanitized: Option<Sanitizer>,
    /// The function that the input enters.
    pub entry: Option<FunctionId>,
    /// The module of the sink.
    pub module: usize,
}

/// Every site and flow of the scope.
pub fn analyse(scope: &Scope<'_>, apps: &[App]) -> (Vec<Site>, Vec<Flow>) {
    let sites = sites::sites(scope);
    let mut flows = engine::flows(scope, apps);
    flows.sort_by(|a, b| {
        let key = |f: &Flow| (f.kind, f.sink, f.sanitized.is_some(), f.source.span, f.steps.len());
        key(a).cmp(&key(b))
    });
    // One source may reach one sink by several ways; the shortest unsanitized one tells enough.
    flows.dedup_by(|next, kept| {
        (next.kind, next.sink, next.source.span) == (kept.kind, kept.sink, kept.source.span)
    });
    (sites, flows)
}

/// The flows into sites of one kind.
pub fn flows(scope: &Scope<'_>, apps: &[App], kind: SinkKind) -> Vec<Flow> {
    analyse(scope, apps).1.into_iter().filter(|f| f.kind == kind).collect()
}
