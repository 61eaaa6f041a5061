//! The tree of a template.

use std::ops::Range;
use std::rc::Rc;

use crate::text::Text;

/// A text that was parsed as a template: a file, or what `tpl` was given.
#[derive(Debug)]
pub(crate) struct Unit {
    /// The text.
    pub(crate) text: Text,
}

/// A named template: its body and the text it stands in.
#[derive(Debug)]
pub(crate) struct Define {
    pub(crate) unit: Rc<Unit>,
    pub(crate) body: Vec<Node>,
}

/// A part of a template. Ranges are bytes of the unit's text.
#[derive(Debug)]
pub(crate) enum Node {
    /// Copied as it stands.
    Text(Range<usize>),
    /// `{{ pipeline }}`.
    Action(Pipe),
    /// `{{ if }}`, with what else there is.
    If(Branch),
    /// `{{ with }}`.
    With(Branch),
    /// `{{ range }}`.
    Range(Branch),
    /// `{{ template "name" pipeline }}` (and what a `block` calls).
    Template {
        at: Range<usize>,
        name: Rc<str>,
        pipe: Option<Pipe>,
    },
    Break,
    Continue,
}

/// A pipeline with two bodies.
#[derive(Debug)]
pub(crate) struct Branch {
    pub(crate) pipe: Pipe,
    pub(crate) body: Vec<Node>,
    pub(crate) other: Vec<Node>,
}

/// `$a, $b := command | command`.
#[derive(Debug)]
pub(crate) struct Pipe {
    pub(crate) at: Range<usize>,
    pub(crate) variables: Vec<Rc<str>>,
    /// `=` instead of `:=`.
    pub(crate) assigns: bool,
    pub(crate) commands: Vec<Command>,
}

/// A word and its arguments.
#[derive(Debug)]
pub(crate) struct Command {
    pub(crate) at: Range<usize>,
    pub(crate) words: Vec<Word>,
}

/// A word with its place.
#[derive(Debug)]
pub(crate) struct Word {
    pub(crate) at: Range<usize>,
    pub(crate) kind: Kind,
}

/// The kinds of word.
#[derive(Debug)]
pub(crate) enum Kind {
    Dot,
    Nil,
    Bool(bool),
    Int(i64),
    Float(f64),
    Text(Rc<str>),
    /// `.a.b`.
    Field(Vec<Rc<str>>),
    /// `$x.a.b`; the name holds the `$`.
    Variable(Rc<str>, Vec<Rc<str>>),
    /// The name of a function.
    Function(Rc<str>),
    /// `(pipeline)`.
    Pipe(Box<Pipe>),
    /// `(pipeline).a.b`.
    Chain(Box<Word>, Vec<Rc<str>>),
}
