//! Python source to its syntax tree. Parsing recovers from errors: the tree holds what was understood.

mod guard;

use std::ops::Range;

use ringfort_source::{SourceId, Span};

pub use ruff_python_ast as ast;
pub use ruff_text_size::{Ranged, TextRange};

use crate::Error;

/// Files above this size are data, not code that people write.
pub const MAX_BYTES: usize = 8 << 20;

/// A parsed file.
#[derive(Debug)]
pub struct Parsed {
    /// The statements that were understood.
    pub body: Vec<ast::Stmt>,
    /// Where the file is not valid Python, in source order.
    pub errors: Vec<Error>,
}

/// Parses `text` as a module. Refuses, with the reason, what is too large or too deeply nested to
/// be walked within bounds.
pub fn parse(source: SourceId, text: &str) -> Result<Parsed, Error> {
    if text.len() > MAX_BYTES {
        let message = format!("the file is larger than {} MB and was not parsed", MAX_BYTES >> 20);
        return Err(Error::new(Span::file(source), message));
    }
    guard::check(text).map_err(|(at, message)| Error::at(source, text, at, message))?;
    let parsed = ruff_python_parser::parse_unchecked_source(text, ast::PySourceType::Python);
    let error = |e: &ruff_python_parser::ParseError| {
        let cause = format!("{}: not valid Python 3, the statement was left out", e.error);
        Error::new(Span::of(source, range(e.location)), cause)
    };
    let errors = parsed.errors().iter().map(error).collect();
    Ok(Parsed { body: parsed.into_suite().into_iter().collect(), errors })
}

/// A text range as bytes.
pub fn range(at: TextRange) -> Range<usize> {
    at.start().to_usize()..at.end().to_usize()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_parse_in_part_or_whole() {
        let table = [
            ("x = 1\ny = 2\n", 2, 0),
            ("", 0, 0),
            ("\u{feff}x = 1\n", 1, 0),
            ("def f(:\n  pass\nx = 1\n", 2, 1),
        ];
        for (text, statements, errors) in table {
            let parsed = parse(SourceId(0), text).expect(text);
            assert!(parsed.body.len() >= statements, "{text:?}");
            assert_eq!(!parsed.errors.is_empty(), errors > 0, "{text:?}");
        }
    }

    #[test]
    fn hostile_depth_is_refused_and_ordinary_code_is_not() {
        let deep = |open: &str, n: usize| open.repeat(n);
        let refused = [
            deep("(", 100_000),
            deep("f(", 5_000),
            format!("x = {}1", deep("1+", 5_000)),
            format!("x = {}1", deep("not ", 5_000)),
            format!("x = a{}", deep(".b", 5_000)),
            format!("x = a{}", deep("()", 5_000)),
            format!("x = {}1", deep("lambda: ", 5_000)),
            format!("x = {}", deep("f\"{", 5_000)),
            (0..2_000).flat_map(|i| [" ".repeat(i), "if x:\n".to_owned()]).collect(),
        ];
        for text in &refused {
            assert!(parse(SourceId(0), text).is_err(), "{}", &text[..20]);
        }
        let accepted = [
            format!("x = [{}]", deep("1, ", 200_000)),
            format!("x = {}", deep("'('", 50_000)),
            deep("# ((((((\n", 50_000),
            format!("x = '''{}'''", deep("((({", 50_000)),
            deep("x = a.b(c)[d] + 1\n", 10_000),
        ];
        for text in &accepted {
            assert!(parse(SourceId(0), text).is_ok(), "{}", &text[..20]);
        }
    }
}
