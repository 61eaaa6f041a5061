//! Source code as a small language-neutral tree in which every part knows its span.
//!
//! A [`Module`] is one file. Functions and classes of every depth lie flat in [`Module::functions`]
//! and [`Module::classes`]; statements refer to them by index. What the tree cannot express is
//! [`ExprKind::Other`] or [`StmtKind::Other`] with its parts kept, so that walkers still see them.
//! Comments are not part of the tree: commented-out code cannot be found by accident.

mod bind;
mod expr;
mod module;
mod resolve;
mod stmt;
mod walk;

pub use bind::Bindings;
pub use expr::{BinOp, Call, CompareOp, Expr, ExprKind, Keyword, Piece};
pub use module::{Class, Field, Function, Import, Module, Param, ParamKind};
pub use stmt::{Arm, Handler, Stmt, StmtKind, WithItem};
pub use walk::{Visit, walk_exprs, walk_stmts};
