//! From an expression to the dotted path of what it stands for.

use std::collections::BTreeMap;

use super::{BinOp, Expr, ExprKind, Module, StmtKind, Visit, walk_stmts};

/// Calls whose result has a type that the callee's name does not tell.
const RESULTS: &[(&str, &str)] = &[
    ("aiopg.create_pool", "aiopg.Pool"),
    ("asyncpg.create_pool", "asyncpg.Pool"),
    ("asyncpg.Pool.acquire", "asyncpg.Connection"),
    ("jinja2.Environment.from_string", "jinja2.Template"),
    ("jinja2.Environment.get_template", "jinja2.Template"),
    ("logging.getLogger", "logging.Logger"),
    ("requests.session", "requests.Session"),
    ("sqlalchemy.create_engine", "sqlalchemy.Engine"),
    ("sqlalchemy.Engine.begin", "sqlalchemy.Connection"),
    ("sqlalchemy.Engine.connect", "sqlalchemy.Connection"),
    ("sqlalchemy.ext.asyncio.AsyncEngine.begin", "sqlalchemy.ext.asyncio.AsyncConnection"),
    ("sqlalchemy.ext.asyncio.AsyncEngine.connect", "sqlalchemy.ext.asyncio.AsyncConnection"),
    ("sqlalchemy.ext.asyncio.async_sessionmaker", "sqlalchemy.ext.asyncio.async_sessionmaker()"),
    ("sqlalchemy.ext.asyncio.async_sessionmaker()", "sqlalchemy.ext.asyncio.AsyncSession"),
    ("sqlalchemy.ext.asyncio.create_async_engine", "sqlalchemy.ext.asyncio.AsyncEngine"),
    ("sqlalchemy.orm.scoped_session", "sqlalchemy.orm.Session"),
    ("sqlalchemy.orm.sessionmaker", "sqlalchemy.orm.sessionmaker()"),
    ("sqlalchemy.orm.sessionmaker()", "sqlalchemy.orm.Session"),
    ("structlog.get_logger", "structlog.Logger"),
    ("structlog.getLogger", "structlog.Logger"),
];

/// Methods whose result is of the receiver's own type.
const FLUENT: &[&str] =
    &["absolute", "bind", "expanduser", "joinpath", "opt", "resolve", "with_name"];

type Known = BTreeMap<Box<str>, String>;

impl Module {
    /// The dotted path of what `expr` stands for, through imports and simple assignments:
    /// `s` after `from os import system as s` is `os.system`; `cur.execute` after
    /// `cur = sqlite3.connect(p).cursor()` is `sqlite3.Cursor.execute`. An instance resolves to its
    /// class, a call to the type of its result. Functions and classes of this file carry its
    /// [`Module::name`] in front; names that nothing binds (builtins) stand for themselves.
    /// `None` where it cannot be told.
    pub fn resolve(&self, expr: &Expr) -> Option<String> {
        let scope = self.function_at(expr.span).map(|(i, _)| i);
        self.resolve_with(expr, scope, &Known::new())
    }

    /// Does `expr` resolve to one of `paths`?
    pub fn is_any(&self, expr: &Expr, paths: &[&str]) -> bool {
        self.resolve(expr).is_some_and(|p| paths.contains(&p.as_str()))
    }

    pub(super) fn resolve_with(
        &self,
        expr: &Expr,
        scope: Option<usize>,
        known: &Known,
    ) -> Option<String> {
        match &expr.kind {
            ExprKind::Name(name) => {
                known.get(name).cloned().or_else(|| self.resolve_name(name, scope))
            }
            ExprKind::Attribute { value, attr } => {
                let base = self.resolve_with(value, scope, known)?;
                let class = self.class_index(&base);
                let bound = class.and_then(|c| self.bindings.attribute(c, attr));
                Some(bound.map_or_else(|| format!("{base}.{attr}"), str::to_owned))
            }
            ExprKind::Call(call) => {
                let callee = self.resolve_with(&call.callee, scope, known)?;
                self.result_of(&callee)
            }
            ExprKind::Await(inner) => self.resolve_with(inner, scope, known),
            ExprKind::Named { value, .. } => self.resolve_with(value, scope, known),
            ExprKind::BinOp { op: BinOp::Div, left, .. } => {
                self.resolve_with(left, scope, known).filter(|p| p == "pathlib.Path")
            }
            _ => None,
        }
    }

    /// `name` as seen from `scope`: local names, those of functions around it, the module's, imports,
    /// definitions, builtins.
    fn resolve_name(&self, name: &str, scope: Option<usize>) -> Option<String> {
        let mut at = scope;
        loop {
            if let Some(bound) = self.bindings.name(at, name) {
                return bound.map(str::to_owned);
            }
            let Some(function) = at else { break };
            at = self.functions.get(function).and_then(|f| f.parent);
        }
        if let Some(import) = self.imports.iter().find(|i| &*i.alias == name) {
            return Some(import.path.to_string());
        }
        let within =
            scope.and_then(|s| self.functions.get(s)).map(|f| format!("{}.{name}", f.qualified));
        let defined = |q: &str| self.function(q).is_some() || self.class(q).is_some();
        match within.filter(|q| defined(q)) {
            Some(qualified) => Some(format!("{}.{qualified}", self.name)),
            None if defined(name) => Some(format!("{}.{name}", self.name)),
            None => Some(name.to_owned()),
        }
    }

    /// The class of this file that `path` names, as an index.
    pub fn class_index(&self, path: &str) -> Option<usize> {
        let qualified = self.local(path)?;
        self.classes.iter().position(|c| &*c.qualified == qualified)
    }

    /// `path` without this module's name, if it lies in this module.
    pub fn local<'a>(&self, path: &'a str) -> Option<&'a str> {
        path.strip_prefix(&*self.name)?.strip_prefix('.')
    }

    /// The type of what calling `path` gives.
    pub fn result_of(&self, path: &str) -> Option<String> {
        if let Some((_, result)) = RESULTS.iter().find(|(callee, _)| *callee == path) {
            return Some((*result).to_owned());
        }
        if let Some(function) = self.local(path).and_then(|q| self.function(q)) {
            return self.returned(function);
        }
        let (owner, last) = path.rsplit_once('.').unwrap_or(("", path));
        match last {
            _ if last.starts_with(|c: char| c.is_ascii_uppercase()) => Some(path.to_owned()),
            "connect" if !owner.is_empty() => Some(format!("{owner}.Connection")),
            "cursor" => owner.rsplit_once('.').map(|(library, _)| format!("{library}.Cursor")),
            _ if FLUENT.contains(&last) && !owner.is_empty() => Some(owner.to_owned()),
            _ => None,
        }
    }

    /// The type that a function of this file declares to return, or that its first `return` or
    /// `yield` of something known gives.
    fn returned(&self, function: &super::Function) -> Option<String> {
        if let Some(declared) = function.returns.as_ref().and_then(|r| self.instance_of(r)) {
            return Some(declared);
        }
        let scope = self.functions.iter().position(|f| std::ptr::eq(f, function));
        let mut result = None;
        walk_stmts(&function.body, &mut |stmt| {
            let value = match &stmt.kind {
                StmtKind::Return(Some(value)) => Some(value),
                StmtKind::Expr(Expr { kind: ExprKind::Yield(Some(value)), .. }) => Some(&**value),
                _ => None,
            };
            // Only names and constructors: following calls of other functions could run in circles.
            let name = value.and_then(Expr::as_name);
            result = result
                .take()
                .or_else(|| self.bindings.name(scope, name?).flatten().map(str::to_owned));
            Visit::Into
        });
        result
    }

    /// The class that a value declared as `annotation` is an instance of. Looks through `Optional`,
    /// `Annotated`, unions with `None`, generators and quotes.
    pub fn instance_of(&self, annotation: &Expr) -> Option<String> {
        match &annotation.kind {
            ExprKind::Name(_) | ExprKind::Attribute { .. } => self.resolve(annotation),
            ExprKind::Str(text) if text.split('.').all(is_identifier) => self.resolve_text(text),
            ExprKind::BinOp { op: BinOp::Or, left, right } => {
                let declared = if left.is_none() { right } else { left };
                self.instance_of(declared)
            }
            ExprKind::Subscript { value, index } => {
                let first = index.items().first().unwrap_or(index);
                match value.last_name()? {
                    "Optional" | "Annotated" | "Union" | "Generator" | "AsyncGenerator"
                    | "Iterator" | "AsyncIterator" | "Type" | "Mapped" => self.instance_of(first),
                    _ => self.resolve(value),
                }
            }
            _ => None,
        }
    }

    fn resolve_text(&self, dotted: &str) -> Option<String> {
        let (first, rest) = dotted.split_once('.').unwrap_or((dotted, ""));
        let base = self.resolve_name(first, None)?;
        Some(if rest.is_empty() { base } else { format!("{base}.{rest}") })
    }
}

fn is_identifier(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_alphanumeric() || c == '_')
}
