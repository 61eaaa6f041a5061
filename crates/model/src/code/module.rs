//! Modules, functions and classes.

use ringfort_source::{SourceId, Span};

use super::{Bindings, Expr, Keyword, Stmt};

/// One file of source code.
#[derive(Clone, Debug, PartialEq)]
pub struct Module {
    /// The file.
    pub source: SourceId,
    /// Its path, as in the source map.
    pub path: Box<str>,
    /// Its dotted name from the scanned root: `api.app.main` for `api/app/main.py`.
    pub name: Box<str>,
    /// Was the whole file understood? False after a syntax error: what was recovered is here, but
    /// nothing may be concluded from what is absent.
    pub complete: bool,
    /// Every import, at whatever depth.
    pub imports: Vec<Import>,
    /// Every function and method, at whatever depth, in source order.
    pub functions: Vec<Function>,
    /// Every class, at whatever depth, in source order.
    pub classes: Vec<Class>,
    /// The top-level statements.
    pub body: Vec<Stmt>,
    /// What names stand for; built by [`Module::bind`].
    pub bindings: Bindings,
}

/// A name that is brought in from another module.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Import {
    /// The full dotted path: `os.path`, `os.system`. Relative ones are made absolute by the module's name.
    pub path: Box<str>,
    /// The name it is known by here. `*` for a wildcard.
    pub alias: Box<str>,
    /// Where.
    pub span: Span,
}

/// A function or method.
#[derive(Clone, Debug, PartialEq)]
pub struct Function {
    /// Its name.
    pub name: Box<str>,
    /// Its name with those of the classes and functions around it: `Tasks.create`.
    pub qualified: Box<str>,
    /// The class it is a method of, as an index into [`Module::classes`].
    pub class: Option<usize>,
    /// The function it is defined in, as an index into [`Module::functions`].
    pub parent: Option<usize>,
    /// Its parameters, `self` and `cls` included.
    pub params: Vec<Param>,
    /// The return type.
    pub returns: Option<Expr>,
    /// The decorators, outermost first.
    pub decorators: Vec<Expr>,
    /// Is it `async`?
    pub is_async: bool,
    /// Its statements, without the docstring.
    pub body: Vec<Stmt>,
    /// From the first decorator to the end of the body.
    pub span: Span,
    /// The name alone: where to point at.
    pub name_span: Span,
}

/// How a parameter takes its arguments.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParamKind {
    /// By position or name.
    Normal,
    /// By name only.
    KeywordOnly,
    /// `*args`.
    Rest,
    /// `**kwargs`.
    KeywordRest,
}

/// A parameter.
#[derive(Clone, Debug, PartialEq)]
pub struct Param {
    /// Its name.
    pub name: Box<str>,
    /// Its type.
    pub annotation: Option<Expr>,
    /// Its default.
    pub default: Option<Expr>,
    /// How it takes its arguments.
    pub kind: ParamKind,
    /// The whole parameter.
    pub span: Span,
}

/// A class.
#[derive(Clone, Debug, PartialEq)]
pub struct Class {
    /// Its name.
    pub name: Box<str>,
    /// Its name with those of the classes and functions around it.
    pub qualified: Box<str>,
    /// The base classes.
    pub bases: Vec<Expr>,
    /// Keywords in the class header (`metaclass=`, `extra=`, `table=`).
    pub keywords: Vec<Keyword>,
    /// The decorators, outermost first.
    pub decorators: Vec<Expr>,
    /// Assignments and declarations in its body.
    pub fields: Vec<Field>,
    /// Its methods, as indices into [`Module::functions`].
    pub methods: Vec<usize>,
    /// Classes in its body (`Config`, `Meta`), as indices into [`Module::classes`].
    pub classes: Vec<usize>,
    /// Its statements, without the docstring.
    pub body: Vec<Stmt>,
    /// From the first decorator to the end of the body.
    pub span: Span,
    /// The name alone.
    pub name_span: Span,
}

/// `name: annotation = default` in a class body.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// Its name.
    pub name: Box<str>,
    /// Its type.
    pub annotation: Option<Expr>,
    /// Its value.
    pub default: Option<Expr>,
    /// Where.
    pub span: Span,
}

impl Module {
    /// The function `name` as qualified in this module (`create`, `Tasks.create`).
    pub fn function(&self, qualified: &str) -> Option<&Function> {
        self.functions.iter().find(|f| &*f.qualified == qualified)
    }

    /// The class `name` as qualified in this module.
    pub fn class(&self, qualified: &str) -> Option<&Class> {
        self.classes.iter().find(|c| &*c.qualified == qualified)
    }

    /// The innermost function whose span holds `span`, with its index.
    pub fn function_at(&self, span: Span) -> Option<(usize, &Function)> {
        let around = self.functions.iter().enumerate().filter(|(_, f)| f.span.contains(span));
        around.min_by_key(|(_, f)| f.span.end - f.span.start)
    }

    /// Does the file hold tests? By the naming rules of pytest and unittest.
    pub fn is_test(&self) -> bool {
        let mut parts: Vec<&str> = self.path.split('/').collect();
        let file = parts.pop().unwrap_or("");
        file.starts_with("test_")
            || file.ends_with("_test.py")
            || file == "conftest.py"
            || file == "tests.py"
            || parts.iter().any(|p| matches!(*p, "test" | "tests" | "testing"))
    }

    /// Is `path` imported, itself or something in it?
    pub fn imports_path(&self, path: &str) -> bool {
        let inside =
            |p: &str| p.strip_prefix(path).is_some_and(|r| r.is_empty() || r.starts_with('.'));
        self.imports.iter().any(|i| inside(&i.path))
    }
}

impl Function {
    /// The parameter `name`.
    pub fn param(&self, name: &str) -> Option<&Param> {
        self.params.iter().find(|p| &*p.name == name)
    }
}

impl Class {
    /// The field `name`.
    pub fn field(&self, name: &str) -> Option<&Field> {
        self.fields.iter().find(|f| &*f.name == name)
    }
}
