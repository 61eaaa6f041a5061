//! One logical line to an instruction.

use ringfort_source::Span;

use super::lines::{Lines, opener};
use super::{Heredoc, Instruction, Joined, Word, words};
use crate::Error;

const KNOWN: [&str; 18] = [
    "ADD",
    "ARG",
    "CMD",
    "COPY",
    "ENTRYPOINT",
    "ENV",
    "EXPOSE",
    "FROM",
    "HEALTHCHECK",
    "LABEL",
    "MAINTAINER",
    "ONBUILD",
    "RUN",
    "SHELL",
    "STOPSIGNAL",
    "USER",
    "VOLUME",
    "WORKDIR",
];
const FLAGS: [&str; 6] = ["ADD", "COPY", "FROM", "HEALTHCHECK", "ONBUILD", "RUN"];
const EXEC: [&str; 8] =
    ["ADD", "CMD", "COPY", "ENTRYPOINT", "HEALTHCHECK", "RUN", "SHELL", "VOLUME"];
const HEREDOC: [&str; 3] = ["ADD", "COPY", "RUN"];

/// Reads the instruction in `line`, and its heredocs from `lines`. `nested` counts `ONBUILD`s.
pub(super) fn read(
    line: Joined,
    nested: u32,
    lines: &mut Lines<'_>,
    errors: &mut Vec<Error>,
) -> Option<Instruction> {
    let text = line.text();
    let start = text.len() - text.trim_start().len();
    let rest = text.get(start..)?;
    let end = start + rest.find(|c: char| c.is_ascii_whitespace()).unwrap_or(rest.len());
    if start == end {
        return None;
    }
    let name = text.get(start..end)?.to_ascii_uppercase();
    let keyword = Word { text: name, span: line.span(start..end) };
    complain(&keyword, text.get(end..)?.trim().is_empty(), errors);
    let name = keyword.text.as_str();

    let behind = line.slice(end..text.len());
    let (flags, at) = if FLAGS.contains(&name) { words::flags(&behind) } else { (Vec::new(), 0) };
    let args = trimmed(&behind, at);
    let inner = if name == "ONBUILD" && nested == 0 {
        read(args.clone(), nested + 1, lines, errors).map(Box::new)
    } else {
        None
    };
    let heredocs =
        if HEREDOC.contains(&name) { heredocs(&args, lines, errors) } else { Vec::new() };
    let exec = if EXEC.contains(&name) { words::exec(&args) } else { None };
    let mut span = line.all();
    if !heredocs.is_empty() || inner.as_ref().is_some_and(|i| !i.heredocs.is_empty()) {
        span = span.to(Span::of(lines.source, lines.offset()..lines.offset()));
    }
    Some(Instruction { span, keyword, flags, args, exec, heredocs, inner })
}

fn complain(keyword: &Word, empty: bool, errors: &mut Vec<Error>) {
    let name = &keyword.text;
    if !KNOWN.contains(&name.as_str()) {
        let cause = format!(
            "`{name}` is no instruction of a Dockerfile; correct it, or end the line before with the escape character"
        );
        errors.push(Error::new(keyword.span, cause));
    } else if empty {
        errors.push(Error::new(keyword.span, format!("`{name}` has no argument; add one")));
    }
}

/// What follows `at`, without white space around it.
fn trimmed(text: &Joined, at: usize) -> Joined {
    let rest = text.text().get(at..).unwrap_or("");
    let start = at + rest.len() - rest.trim_start().len();
    text.slice(start..start + rest.trim().len())
}

fn heredocs(args: &Joined, lines: &mut Lines<'_>, errors: &mut Vec<Error>) -> Vec<Heredoc> {
    let mut out = Vec::new();
    for word in words::split(args, lines.escape) {
        let Some(opener) = opener(&word.text) else { continue };
        let (heredoc, closed) = lines.heredoc(&opener);
        if !closed {
            let cause = format!("the heredoc has no closing line `{}`; add it", opener.name);
            errors.push(Error::new(word.span, cause));
        }
        out.push(heredoc);
    }
    out
}
