//! Statements.

use ringfort_source::Span;

use super::{BinOp, Expr};

/// A statement with its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Stmt {
    /// Where it is written, nested blocks included.
    pub span: Span,
    /// What it is.
    pub kind: StmtKind,
}

/// The kinds of statement.
#[derive(Clone, Debug, PartialEq)]
pub enum StmtKind {
    /// `a = b = value`, `a: T = value`, `a: T`.
    Assign {
        /// What is assigned to.
        targets: Vec<Expr>,
        /// The declared type.
        annotation: Option<Expr>,
        /// The value; `None` for a bare declaration.
        value: Option<Expr>,
    },
    /// `target op= value`.
    AugAssign {
        /// What is changed.
        target: Expr,
        /// The operator.
        op: BinOp,
        /// The operand.
        value: Expr,
    },
    /// An expression for its effect.
    Expr(Expr),
    /// `return value`.
    Return(Option<Expr>),
    /// `if`, `elif`, `else`: one arm each; the `else` arm has no test.
    If(Vec<Arm>),
    /// `for target in iter`.
    For {
        /// The loop variable.
        target: Expr,
        /// What is looped over.
        iter: Expr,
        /// The loop's body.
        body: Vec<Stmt>,
        /// The `else` block.
        orelse: Vec<Stmt>,
    },
    /// `while test`.
    While {
        /// The condition.
        test: Expr,
        /// The loop's body.
        body: Vec<Stmt>,
        /// The `else` block.
        orelse: Vec<Stmt>,
    },
    /// `with a as b`.
    With {
        /// The context managers.
        items: Vec<WithItem>,
        /// The block.
        body: Vec<Stmt>,
    },
    /// `try`.
    Try {
        /// The guarded block.
        body: Vec<Stmt>,
        /// The `except` or `catch` blocks.
        handlers: Vec<Handler>,
        /// The `else` block.
        orelse: Vec<Stmt>,
        /// The `finally` block.
        finally: Vec<Stmt>,
    },
    /// `match subject`: each case's guard is the arm's test.
    Match(Expr, Vec<Arm>),
    /// `raise value from cause`.
    Raise(Option<Expr>, Option<Expr>),
    /// `assert test, message`.
    Assert(Expr, Option<Expr>),
    /// `del a, b`.
    Delete(Vec<Expr>),
    /// A function definition: its index in [`super::Module::functions`].
    Function(usize),
    /// A class definition: its index in [`super::Module::classes`].
    Class(usize),
    /// An import; see [`super::Module::imports`].
    Import,
    /// `pass` or `...`.
    Pass,
    /// `break`.
    Break,
    /// `continue`.
    Continue,
    /// Anything else, with its expressions.
    Other(Vec<Expr>),
}

/// One branch with its condition.
#[derive(Clone, Debug, PartialEq)]
pub struct Arm {
    /// The condition; `None` where there is none.
    pub test: Option<Expr>,
    /// The block.
    pub body: Vec<Stmt>,
}

/// One context manager of a `with`.
#[derive(Clone, Debug, PartialEq)]
pub struct WithItem {
    /// The manager.
    pub context: Expr,
    /// What it is bound to.
    pub target: Option<Expr>,
}

/// One `except` block.
#[derive(Clone, Debug, PartialEq)]
pub struct Handler {
    /// Where it is written.
    pub span: Span,
    /// The exception type or tuple of types; `None` catches everything.
    pub caught: Option<Expr>,
    /// The name the exception is bound to.
    pub name: Option<Box<str>>,
    /// The block.
    pub body: Vec<Stmt>,
}
