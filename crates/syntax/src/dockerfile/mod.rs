//! Dockerfiles, as `BuildKit`'s frontend reads them: continued lines with comments between them, the
//! escape directive, heredocs, flags, shell and exec form. A line that cannot be read becomes an
//! error and costs nothing else.

mod expand;
mod instruction;
mod lines;
#[cfg(test)]
mod tests;
mod words;

pub use expand::{Unresolved, expand};
use ringfort_source::{SourceId, Span};
pub use words::exec as exec_form;

use crate::Error;
pub use crate::comments::dockerfile as comments;
pub use crate::joined::{Joined, Word};

/// A Dockerfile.
#[derive(Clone, Debug, PartialEq)]
pub struct File {
    /// The whole text.
    pub span: Span,
    /// The instructions in order, unknown ones included.
    pub instructions: Vec<Instruction>,
    /// What could not be read.
    pub errors: Vec<Error>,
    /// The escape character: `\`, or a backquote by directive.
    pub escape: char,
}

/// One instruction.
#[derive(Clone, Debug, PartialEq)]
pub struct Instruction {
    /// From the keyword to the end of the last line, heredocs included.
    pub span: Span,
    /// The keyword in upper case.
    pub keyword: Word,
    /// `--name=value` before the arguments.
    pub flags: Vec<Flag>,
    /// Everything behind the flags.
    pub args: Joined,
    /// The arguments as a JSON list of strings, where they are one.
    pub exec: Option<Vec<Word>>,
    /// The heredocs that the arguments name.
    pub heredocs: Vec<Heredoc>,
    /// For `ONBUILD`: the instruction that is put off.
    pub inner: Option<Box<Instruction>>,
}

/// `--name` or `--name=value`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flag {
    /// The name without dashes.
    pub name: String,
    /// The value; `None` without `=`.
    pub value: Option<String>,
    /// Where it is written.
    pub span: Span,
}

/// `<<NAME` and the lines up to `NAME`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heredoc {
    /// The delimiter.
    pub name: String,
    /// The lines between. With `<<-` leading tabs are removed.
    pub body: Joined,
    /// False if the delimiter is quoted: variables are not expanded then.
    pub expands: bool,
}

impl Instruction {
    /// The flag `name`.
    pub fn flag(&self, name: &str) -> Option<&Flag> {
        self.flags.iter().find(|f| f.name == name)
    }

    /// The arguments, split at white space that no quote protects. Quotes are kept.
    pub fn words(&self, escape: char) -> Vec<Word> {
        words::split(&self.args, escape)
    }
}

/// Reads a Dockerfile.
pub fn parse(source: SourceId, text: &str) -> File {
    let escape = lines::escape(text);
    let mut file = File {
        span: Span::of(source, 0..text.len()),
        instructions: vec![],
        errors: vec![],
        escape,
    };
    let mut reader = lines::Lines::new(source, text, escape);
    while let Some(line) = reader.next_logical() {
        let instruction = instruction::read(line, 0, &mut reader, &mut file.errors);
        file.instructions.extend(instruction);
    }
    file
}
