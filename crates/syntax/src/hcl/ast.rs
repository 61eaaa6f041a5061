//! The tree of HCL: bodies, blocks, attributes, expressions. Every part knows its span.

use ringfort_source::Span;

/// What stands between the braces of a block, or in a whole file.
#[derive(Clone, Debug)]
pub struct Body {
    /// Attributes and blocks in source order.
    pub items: Vec<Item>,
    /// Where it stands.
    pub span: Span,
}

/// One entry of a body.
#[derive(Clone, Debug)]
pub enum Item {
    /// `name = value`
    Attr(Attr),
    /// `kind "label" { ... }`
    Block(Block),
}

/// `name = value`
#[derive(Clone, Debug)]
pub struct Attr {
    /// The name.
    pub name: Box<str>,
    /// Where the name stands.
    pub name_span: Span,
    /// The value.
    pub value: Expr,
}

/// `kind "label" { ... }`
#[derive(Clone, Debug)]
pub struct Block {
    /// The block's type: `resource`.
    pub kind: Box<str>,
    /// Its labels.
    pub labels: Vec<Box<str>>,
    /// What stands in it.
    pub body: Body,
    /// Type and labels.
    pub header: Span,
    /// The whole block.
    pub span: Span,
}

/// An expression.
#[derive(Clone, Debug)]
pub struct Expr {
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub kind: ExprKind,
}

/// The kinds of expression. Parentheses leave no trace.
#[derive(Clone, Debug)]
pub enum ExprKind {
    /// `null`
    Null,
    /// `true`, `false`
    Bool(bool),
    /// A number.
    Number(f64),
    /// A text without interpolation.
    Str(Box<str>),
    /// `[a, b]`
    List(Vec<Expr>),
    /// `{ key = value }`; a bare word as a key is a text.
    Object(Vec<(Expr, Expr)>),
    /// A text with interpolations or directives.
    Template(Vec<Part>),
    /// A bare name: `var`, `string`, an iteration's variable.
    Name(Box<str>),
    /// `!a`, `-a`
    Unary(Unary, Box<Expr>),
    /// `a + b`
    Binary(Binary, Box<[Expr; 2]>),
    /// `condition ? then : else`
    Conditional(Box<[Expr; 3]>),
    /// `name(args...)`
    Call {
        /// The function, a provider's with its namespace: `provider::aws::arn_parse`.
        name: Box<str>,
        /// The arguments.
        args: Vec<Expr>,
        /// Does the last argument end in `...`?
        expand: bool,
    },
    /// `a.b[c]`
    Traverse(Box<Expr>, Vec<Step>),
    /// `[for ...]`, `{for ...}`
    For(Box<For>),
    /// Text that does not parse, with the reason. Its value is not known.
    Invalid(Box<str>),
}

/// Operators on one operand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unary {
    /// `!`
    Not,
    /// `-`
    Neg,
}

/// Operators on two operands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)] // the names say it
pub enum Binary {
    Add,
    Sub,
    Mul,
    Div,
    Mod,
    Eq,
    NotEq,
    Less,
    LessEq,
    Greater,
    GreaterEq,
    And,
    Or,
}

/// One step of a traversal.
#[derive(Clone, Debug)]
pub enum Step {
    /// `.name`
    Attr(Box<str>),
    /// `[index]` or `.0`
    Index(Expr),
    /// `.*`: the attribute steps that follow apply to each element.
    AttrSplat,
    /// `[*]`: all steps that follow apply to each element.
    FullSplat,
}

/// `for key, value in over : key => value if cond`
#[derive(Clone, Debug)]
pub struct For {
    /// The name of the key or index, if it has one.
    pub key_var: Option<Box<str>>,
    /// The name of the element.
    pub value_var: Box<str>,
    /// What is iterated over.
    pub over: Expr,
    /// The key of the result; a list is built where it is absent.
    pub key: Option<Expr>,
    /// The value of the result.
    pub value: Expr,
    /// Are values of the same key gathered (`...`)?
    pub group: bool,
    /// The filter.
    pub cond: Option<Expr>,
}

/// One part of a template. Strip markers have been applied.
#[derive(Clone, Debug)]
pub enum Part {
    /// Text.
    Text(Box<str>),
    /// `${ expr }`
    Value(Expr),
    /// `%{ if }`
    If {
        /// The condition.
        cond: Expr,
        /// When true.
        then: Vec<Part>,
        /// When false.
        other: Vec<Part>,
    },
    /// `%{ for }`
    For {
        /// The name of the key or index, if it has one.
        key_var: Option<Box<str>>,
        /// The name of the element.
        value_var: Box<str>,
        /// What is iterated over.
        over: Expr,
        /// What is repeated.
        body: Vec<Part>,
    },
}

impl Body {
    /// The attribute `name`.
    pub fn attr(&self, name: &str) -> Option<&Attr> {
        self.attrs().find(|a| &*a.name == name)
    }

    /// All attributes in source order.
    pub fn attrs(&self) -> impl Iterator<Item = &Attr> {
        self.items.iter().filter_map(|i| if let Item::Attr(a) = i { Some(a) } else { None })
    }

    /// All blocks in source order.
    pub fn blocks(&self) -> impl Iterator<Item = &Block> {
        self.items.iter().filter_map(|i| if let Item::Block(b) = i { Some(b) } else { None })
    }
}

impl Block {
    /// Label `index`; empty where it is missing.
    pub fn label(&self, index: usize) -> &str {
        self.labels.get(index).map_or("", |l| l)
    }
}

impl Expr {
    /// An expression of `kind` at `span`.
    pub fn new(span: Span, kind: ExprKind) -> Self {
        Self { span, kind }
    }

    /// The text of a literal or of a bare name.
    pub fn word(&self) -> Option<&str> {
        match &self.kind {
            ExprKind::Str(s) | ExprKind::Name(s) => Some(s),
            _ => None,
        }
    }
}
