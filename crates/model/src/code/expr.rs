//! Expressions.

use ringfort_source::Span;

/// An expression with its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Expr {
    /// Where it is written.
    pub span: Span,
    /// What it is.
    pub kind: ExprKind,
}

/// The kinds of expression.
#[derive(Clone, Debug, PartialEq)]
pub enum ExprKind {
    /// `name`.
    Name(Box<str>),
    /// `value.attr`.
    Attribute {
        /// What is looked into.
        value: Box<Expr>,
        /// The attribute's name.
        attr: Box<str>,
    },
    /// `callee(args, keywords)`.
    Call(Box<Call>),
    /// A constant text; implicit concatenation is joined.
    Str(Box<str>),
    /// A text with values in it (f-string, template literal).
    FString(Vec<Piece>),
    /// Constant bytes.
    Bytes(Box<[u8]>),
    /// A whole number; `None` where it does not fit.
    Int(Option<i64>),
    /// Any other number.
    Float(f64),
    /// A boolean.
    Bool(bool),
    /// `None`, `null`, `undefined`.
    None,
    /// `[a, b]`.
    List(Vec<Expr>),
    /// `(a, b)`.
    Tuple(Vec<Expr>),
    /// `{a, b}`.
    Set(Vec<Expr>),
    /// `{key: value}`; a key of `None` spreads its value (`**other`).
    Dict(Vec<(Option<Expr>, Expr)>),
    /// `left op right`.
    BinOp {
        /// The operator.
        op: BinOp,
        /// Left operand.
        left: Box<Expr>,
        /// Right operand.
        right: Box<Expr>,
    },
    /// `a and b and c`, `a or b`.
    BoolOp {
        /// True for `and`, false for `or`.
        and: bool,
        /// The operands.
        values: Vec<Expr>,
    },
    /// `not x`.
    Not(Box<Expr>),
    /// `-x`, `+x`, `~x`.
    Unary(Box<Expr>),
    /// `left op right op right ...`.
    Compare {
        /// The first operand.
        left: Box<Expr>,
        /// Each operator with its right side.
        rest: Vec<(CompareOp, Expr)>,
    },
    /// `value[index]`.
    Subscript {
        /// What is indexed.
        value: Box<Expr>,
        /// The index; a tuple for several.
        index: Box<Expr>,
    },
    /// `a:b:c` inside a subscript.
    Slice(Vec<Expr>),
    /// `lambda params: body`: the parameter names and the body.
    Lambda(Vec<Box<str>>, Box<Expr>),
    /// `body if test else orelse`.
    IfExp {
        /// The condition.
        test: Box<Expr>,
        /// The value if it holds.
        body: Box<Expr>,
        /// The value if not.
        orelse: Box<Expr>,
    },
    /// `await x`.
    Await(Box<Expr>),
    /// `yield x`, `yield from x`.
    Yield(Option<Box<Expr>>),
    /// A list, set, dict or generator comprehension.
    Comprehension {
        /// What each round gives: one expression, or key and value.
        element: Vec<Expr>,
        /// `for target in iter` with its `if` conditions, outermost first.
        loops: Vec<(Expr, Expr, Vec<Expr>)>,
    },
    /// `*x`.
    Star(Box<Expr>),
    /// `target := value`.
    Named {
        /// The name that is bound.
        target: Box<Expr>,
        /// Its value.
        value: Box<Expr>,
    },
    /// Anything else, with its parts.
    Other(Vec<Expr>),
}

/// A part of a text with values in it.
#[derive(Clone, Debug, PartialEq)]
pub enum Piece {
    /// Constant text.
    Text(Box<str>),
    /// A value put in.
    Value(Expr),
}

/// A call.
#[derive(Clone, Debug, PartialEq)]
pub struct Call {
    /// The whole call.
    pub span: Span,
    /// What is called.
    pub callee: Expr,
    /// Positional arguments; a [`ExprKind::Star`] spreads.
    pub args: Vec<Expr>,
    /// Keyword arguments.
    pub keywords: Vec<Keyword>,
}

/// `name=value` in a call or a class header.
#[derive(Clone, Debug, PartialEq)]
pub struct Keyword {
    /// The name; `None` spreads (`**options`).
    pub name: Option<Box<str>>,
    /// The value.
    pub value: Expr,
    /// Name and value together.
    pub span: Span,
}

/// Binary operators that matter to a reader; the others are [`BinOp::Other`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BinOp {
    /// `+`
    Add,
    /// `%`
    Mod,
    /// `/`
    Div,
    /// `|`
    Or,
    /// `*`
    Mul,
    /// Any other.
    Other,
}

/// Comparison operators.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CompareOp {
    /// `==`
    Eq,
    /// `!=`
    NotEq,
    /// `<`, `<=`
    Less,
    /// `>`, `>=`
    Greater,
    /// `is`
    Is,
    /// `is not`
    IsNot,
    /// `in`
    In,
    /// `not in`
    NotIn,
}

impl Expr {
    /// An expression of `kind` at `span`.
    pub fn new(span: Span, kind: ExprKind) -> Self {
        Self { span, kind }
    }

    /// The constant text, if this is one.
    pub fn as_str(&self) -> Option<&str> {
        if let ExprKind::Str(s) = &self.kind { Some(s) } else { None }
    }

    /// The name, if this is a plain one.
    pub fn as_name(&self) -> Option<&str> {
        if let ExprKind::Name(n) = &self.kind { Some(n) } else { None }
    }

    /// The boolean, if this is one.
    pub fn as_bool(&self) -> Option<bool> {
        if let ExprKind::Bool(b) = self.kind { Some(b) } else { None }
    }

    /// The whole number, if this is one that fits; `-5` counts.
    pub fn as_int(&self) -> Option<i64> {
        if let ExprKind::Int(i) = self.kind { i } else { None }
    }

    /// The call, if this is one; `await call()` counts.
    pub fn as_call(&self) -> Option<&Call> {
        match &self.kind {
            ExprKind::Call(call) => Some(call),
            ExprKind::Await(inner) => inner.as_call(),
            _ => None,
        }
    }

    /// The elements of a list, tuple or set; empty for anything else.
    pub fn items(&self) -> &[Expr] {
        match &self.kind {
            ExprKind::List(items) | ExprKind::Tuple(items) | ExprKind::Set(items) => items,
            _ => &[],
        }
    }

    /// The value under a constant text `key` of a dict.
    pub fn get(&self, key: &str) -> Option<&Expr> {
        let ExprKind::Dict(entries) = &self.kind else { return None };
        let is_key = |k: &Option<Expr>| k.as_ref().and_then(Expr::as_str) == Some(key);
        entries.iter().find(|(k, _)| is_key(k)).map(|(_, v)| v)
    }

    /// Is this `None`?
    pub fn is_none(&self) -> bool {
        matches!(self.kind, ExprKind::None)
    }

    /// Is this a constant all through: a literal, or a collection or operation of literals?
    pub fn is_constant(&self) -> bool {
        match &self.kind {
            ExprKind::Str(_)
            | ExprKind::Bytes(_)
            | ExprKind::Int(_)
            | ExprKind::Float(_)
            | ExprKind::Bool(_)
            | ExprKind::None => true,
            ExprKind::List(items) | ExprKind::Tuple(items) | ExprKind::Set(items) => {
                items.iter().all(Expr::is_constant)
            }
            ExprKind::Dict(entries) => entries
                .iter()
                .all(|(k, v)| k.as_ref().is_some_and(Expr::is_constant) && v.is_constant()),
            ExprKind::BinOp { left, right, .. } => left.is_constant() && right.is_constant(),
            ExprKind::Not(inner) | ExprKind::Unary(inner) => inner.is_constant(),
            ExprKind::FString(pieces) => pieces.iter().all(|p| match p {
                Piece::Text(_) => true,
                Piece::Value(value) => value.is_constant(),
            }),
            _ => false,
        }
    }

    /// The last name of a dotted expression: `c` of `a.b.c`, `f` of `f`.
    pub fn last_name(&self) -> Option<&str> {
        match &self.kind {
            ExprKind::Name(name) => Some(name),
            ExprKind::Attribute { attr, .. } => Some(attr),
            _ => None,
        }
    }

    /// The expression as dotted text, as written: `a.b.c`. `None` if it holds anything but names.
    pub fn dotted(&self) -> Option<String> {
        match &self.kind {
            ExprKind::Name(name) => Some(name.to_string()),
            ExprKind::Attribute { value, attr } => Some(format!("{}.{attr}", value.dotted()?)),
            _ => None,
        }
    }
}

impl Call {
    /// The keyword argument `name`.
    pub fn keyword(&self, name: &str) -> Option<&Expr> {
        self.keywords.iter().find(|k| k.name.as_deref() == Some(name)).map(|k| &k.value)
    }

    /// The argument at `position`, or by `name`. Behind a `*spread` positions are not known.
    pub fn arg(&self, position: usize, name: &str) -> Option<&Expr> {
        let plain = self.args.iter().take_while(|a| !matches!(a.kind, ExprKind::Star(_)));
        plain.take(position + 1).nth(position).or_else(|| self.keyword(name))
    }

    /// Does the call spread arguments (`*args`, `**options`), so that an absent one may be set after all?
    pub fn spreads(&self) -> bool {
        self.args.iter().any(|a| matches!(a.kind, ExprKind::Star(_)))
            || self.keywords.iter().any(|k| k.name.is_none())
    }

    /// All argument values, positional ones first.
    pub fn values(&self) -> impl Iterator<Item = &Expr> {
        self.args.iter().chain(self.keywords.iter().map(|k| &k.value))
    }
}
