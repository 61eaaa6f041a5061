//! Shell scripts, read just far enough to see their simple commands: what runs, with which words.
//!
//! Quotes, substitutions, pipes, lists, comments, heredocs and redirections are understood; compound
//! commands are seen as the commands in them. Nothing is executed or expanded.

mod scan;
#[cfg(test)]
mod tests;

use ringfort_source::Span;

use crate::joined::{Joined, Word};

/// One simple command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Command {
    /// `NAME=value` before the command.
    pub env: Vec<Word>,
    /// The command and its arguments, quotes removed, variables as written.
    pub argv: Vec<Word>,
    /// How it follows the command before it.
    pub joined: Join,
    /// From its first word to its last.
    pub span: Span,
}

/// How a command follows the one before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Join {
    /// It is the first, or follows a `;`, a line's end or a `&`.
    Next,
    /// `&&`
    And,
    /// `||`
    Or,
    /// `|`: it reads what the one before writes.
    Pipe,
    /// It stands in `$( )`, `<( )` or backquotes of a command that is listed after it.
    Inside,
}

/// The simple commands of `script`, in order.
pub fn commands(script: &Joined) -> Vec<Command> {
    let mut out = Vec::new();
    scan::Scanner::new(script, 0..script.text().len(), 0, &mut out).run(Join::Next);
    out
}

/// A command without the shell's own words around it; `None` if nothing is left.
fn simple(words: Vec<(Word, bool)>, joined: Join) -> Option<Command> {
    const LEADING: [&str; 10] =
        ["if", "then", "else", "elif", "do", "while", "until", "!", "{", "time"];
    const HEADS: [&str; 8] = ["for", "case", "select", "function", "fi", "done", "esac", "}"];
    let mut words = words
        .into_iter()
        .skip_while(|(w, bare)| *bare && LEADING.contains(&w.text.as_str()))
        .peekable();
    if words.peek().is_some_and(|(w, bare)| *bare && HEADS.contains(&w.text.as_str())) {
        return None;
    }
    let (mut env, mut argv) = (Vec::new(), Vec::new());
    for (word, _) in words {
        if argv.is_empty() && assigns(&word.text) {
            env.push(word);
        } else {
            argv.push(word);
        }
    }
    let first = env.first().or(argv.first())?.span;
    let last = argv.last().or(env.last())?.span;
    Some(Command { env, argv, joined, span: first.to(last) })
}

/// Is this `NAME=...`?
fn assigns(text: &str) -> bool {
    text.split_once('=').is_some_and(|(name, _)| {
        let name = name.strip_suffix('+').unwrap_or(name);
        !name.is_empty()
            && !name.starts_with(|c: char| c.is_ascii_digit())
            && name.chars().all(|c| c == '_' || c.is_ascii_alphanumeric())
    })
}
