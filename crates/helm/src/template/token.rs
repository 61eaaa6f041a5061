//! The words of an action.

use std::ops::Range;
use std::rc::Rc;

/// A token with its place in the unit's text.
#[derive(Clone, Debug)]
pub(super) struct Token {
    pub(super) at: Range<usize>,
    pub(super) kind: Tok,
}

/// The kinds of token.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Tok {
    /// Text outside actions, trimmed.
    Text,
    /// `{{`.
    Left,
    /// `}}`.
    Right,
    /// White space inside an action.
    Space,
    /// `.name`.
    Field(Rc<str>),
    /// `$name`; the name holds the `$`.
    Variable(Rc<str>),
    /// A word: function or keyword.
    Word(Rc<str>),
    /// `.` alone.
    Dot,
    Int(i64),
    Float(f64),
    Str(Rc<str>),
    Pipe,
    Declare,
    Assign,
    Comma,
    Open,
    Close,
}

impl Tok {
    /// How an error names it.
    pub(super) fn name(&self) -> String {
        match self {
            Tok::Text => "text".into(),
            Tok::Left => "`{{`".into(),
            Tok::Right => "`}}`".into(),
            Tok::Space => "white space".into(),
            Tok::Field(n) => format!("`.{n}`"),
            Tok::Variable(n) | Tok::Word(n) => format!("`{n}`"),
            Tok::Dot => "`.`".into(),
            Tok::Int(i) => format!("`{i}`"),
            Tok::Float(f) => format!("`{f}`"),
            Tok::Str(_) => "a text".into(),
            Tok::Pipe => "`|`".into(),
            Tok::Declare => "`:=`".into(),
            Tok::Assign => "`=`".into(),
            Tok::Comma => "`,`".into(),
            Tok::Open => "`(`".into(),
            Tok::Close => "`)`".into(),
        }
    }
}
