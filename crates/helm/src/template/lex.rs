//! From text to tokens: what lies outside `{{ }}` and what lies inside.

use std::ops::Range;

use super::literal::{escape_of, number};
use super::token::{Tok, Token};

/// What is wrong, and where.
pub(super) type Wrong = (Range<usize>, String);

/// The tokens of `text`.
pub(super) fn tokens(text: &str) -> Result<Vec<Token>, Wrong> {
    let mut lexer = Lexer { text, at: 0, out: Vec::new() };
    lexer.run()?;
    Ok(lexer.out)
}

struct Lexer<'a> {
    text: &'a str,
    at: usize,
    out: Vec<Token>,
}

/// The white space that `-` trims and that separates words.
const SPACE: [char; 4] = [' ', '\t', '\r', '\n'];

impl<'a> Lexer<'a> {
    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or("")
    }

    fn push(&mut self, at: Range<usize>, kind: Tok) {
        self.out.push(Token { at, kind });
    }

    fn run(&mut self) -> Result<(), Wrong> {
        let mut trim = false;
        loop {
            let start = self.at;
            let Some(open) = self.rest().find("{{") else {
                let text = self.rest();
                let skip = if trim { text.len() - text.trim_start_matches(SPACE).len() } else { 0 };
                self.text_token(start + skip..self.text.len());
                return Ok(());
            };
            let (open, mut from, mut to) = (start + open, start, start + open);
            self.at = open + 2;
            if self.opens_trim() {
                let before = self.text.get(start..open).unwrap_or("");
                to = start + before.trim_end_matches(SPACE).len();
                self.at += 1;
            }
            if trim {
                let before = self.text.get(from..to).unwrap_or("");
                from += before.len() - before.trim_start_matches(SPACE).len();
            }
            self.text_token(from..to);
            trim = if self.comment_begins() { self.comment(open)? } else { self.action(open)? };
        }
    }

    fn text_token(&mut self, at: Range<usize>) {
        if at.start < at.end {
            self.push(at, Tok::Text);
        }
    }

    /// `{{- ` trims: the dash needs white space behind it.
    fn opens_trim(&self) -> bool {
        self.rest().strip_prefix('-').is_some_and(|r| r.starts_with(SPACE))
    }

    fn comment_begins(&mut self) -> bool {
        let body = self.rest().trim_start_matches(SPACE);
        let begins = body.starts_with("/*");
        // White space before a comment is only allowed as part of the trim marker.
        let dashed = self.text.get(..self.at).is_some_and(|t| t.ends_with('-'));
        if begins && (dashed || self.rest().starts_with("/*")) {
            self.at = self.text.len() - body.len();
            return true;
        }
        false
    }

    /// Skips a comment. True where it trims what follows.
    fn comment(&mut self, open: usize) -> Result<bool, Wrong> {
        let Some(end) = self.rest().find("*/") else {
            return Err((open..open + 2, "the comment is not closed: add `*/}}`".into()));
        };
        self.at += end + 2;
        let rest = self.rest();
        let trimmed = rest.trim_start_matches(SPACE);
        let trims = trimmed.len() < rest.len() && trimmed.starts_with("-}}");
        if !trims && !rest.starts_with("}}") {
            let cause = "a comment has to end its action: write `*/}}`";
            return Err((self.at..self.at, cause.into()));
        }
        self.at += if trims { rest.len() - trimmed.len() + 3 } else { 2 };
        Ok(trims)
    }

    /// The tokens of an action up to its `}}`. True where it trims what follows.
    fn action(&mut self, open: usize) -> Result<bool, Wrong> {
        self.push(open..self.at, Tok::Left);
        loop {
            let (start, rest) = (self.at, self.rest());
            if rest.starts_with("}}") {
                self.at += 2;
                self.push(start..self.at, Tok::Right);
                return Ok(false);
            }
            let space = rest.len() - rest.trim_start_matches(SPACE).len();
            if space > 0 {
                self.at += space;
                if self.rest().starts_with("-}}") {
                    self.at += 3;
                    self.push(start..self.at, Tok::Right);
                    return Ok(true);
                }
                self.push(start..self.at, Tok::Space);
                continue;
            }
            let Some(first) = rest.chars().next() else {
                return Err((open..open + 2, "the action is not closed: add `}}`".into()));
            };
            self.token(start, first).map_err(|wrong| self.unclosed(open, wrong))?;
        }
    }

    /// What is wrong on a later line than the action begins on is most likely text behind an action that nobody closed.
    fn unclosed(&self, open: usize, (at, cause): Wrong) -> Wrong {
        let before = self.text.get(open..at.start).unwrap_or("");
        if before.contains('\n') {
            return (
                open..open + 2,
                format!("the action is not closed on its line: add `}}}}` ({cause} further down)"),
            );
        }
        (at, cause)
    }

    fn token(&mut self, start: usize, first: char) -> Result<(), Wrong> {
        let next = self.rest().chars().nth(1);
        let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
        match first {
            '"' => return self.quoted(start),
            '`' => return self.raw(start),
            '\'' => return self.character(start),
            '.' if !digit(next) => {
                self.at += 1;
                let name = self.name();
                let kind = if name.is_empty() { Tok::Dot } else { Tok::Field(name.into()) };
                self.push(start..self.at, kind);
            }
            '$' => {
                self.at += 1;
                let name = self.name();
                self.push(start..self.at, Tok::Variable(format!("${name}").into()));
            }
            ':' if next == Some('=') => self.symbol(2, Tok::Declare),
            '=' => self.symbol(1, Tok::Assign),
            '|' => self.symbol(1, Tok::Pipe),
            ',' => self.symbol(1, Tok::Comma),
            '(' => self.symbol(1, Tok::Open),
            ')' => self.symbol(1, Tok::Close),
            '+' | '-' | '.' | '0'..='9' => return self.number(start),
            c if c == '_' || c.is_alphanumeric() => {
                let name = self.name();
                self.push(start..self.at, Tok::Word(name.into()));
            }
            c => {
                let at = start..start + c.len_utf8();
                return Err((at, format!("unexpected `{}` in an action", c.escape_debug())));
            }
        }
        Ok(())
    }

    fn symbol(&mut self, width: usize, kind: Tok) {
        let start = self.at;
        self.at += width;
        self.push(start..self.at, kind);
    }

    /// The letters, digits and underscores from here on.
    fn name(&mut self) -> &'a str {
        let rest = self.rest();
        let end = rest.find(|c: char| c != '_' && !c.is_alphanumeric()).unwrap_or(rest.len());
        self.at += end;
        rest.get(..end).unwrap_or("")
    }

    fn number(&mut self, start: usize) -> Result<(), Wrong> {
        let rest = self.rest();
        let body = rest.strip_prefix(['+', '-']).unwrap_or(rest);
        let hex = body.starts_with("0x") || body.starts_with("0X");
        let mut end = rest.len() - body.len();
        let mut before = ' ';
        for c in body.chars() {
            let exponent = !hex && matches!(before, 'e' | 'E') && matches!(c, '+' | '-');
            if !(c.is_ascii_alphanumeric() || c == '.' || c == '_' || exponent) {
                break;
            }
            (end, before) = (end + c.len_utf8(), c);
        }
        let text = rest.get(..end).unwrap_or("");
        self.at += end.max(1);
        let kind =
            number(text).ok_or_else(|| (start..self.at, format!("`{text}` is not a number")))?;
        self.push(start..self.at, kind);
        Ok(())
    }

    fn raw(&mut self, start: usize) -> Result<(), Wrong> {
        let body = self.rest().get(1..).unwrap_or("");
        let Some(end) = body.find('`') else {
            return Err((start..start + 1, "the raw text is not closed: add a backquote".into()));
        };
        self.at += end + 2;
        let text = body.get(..end).unwrap_or("").replace('\r', "");
        self.push(start..self.at, Tok::Str(text.into()));
        Ok(())
    }

    fn quoted(&mut self, start: usize) -> Result<(), Wrong> {
        let (text, end) = self.escaped('"')?;
        self.at = end;
        self.push(start..end, Tok::Str(text.into()));
        Ok(())
    }

    /// A character constant is the number of its code point.
    fn character(&mut self, start: usize) -> Result<(), Wrong> {
        let (text, end) = self.escaped('\'')?;
        self.at = end;
        let mut chars = text.chars();
        match (chars.next(), chars.next()) {
            (Some(c), None) => {
                self.push(start..end, Tok::Int(i64::from(u32::from(c))));
                Ok(())
            }
            _ => {
                let cause = "a character constant holds one character: use `\"` for a text";
                Err((start..end, cause.into()))
            }
        }
    }

    /// The text between quotes, escapes resolved, and where it ends.
    fn escaped(&self, quote: char) -> Result<(String, usize), Wrong> {
        let start = self.at;
        let wrong = || (start..start + 1, "the text is not closed on its line: add a quote".into());
        let (mut out, mut chars) = (String::new(), self.rest().char_indices().skip(1));
        while let Some((at, c)) = chars.next() {
            match c {
                '\n' => return Err(wrong()),
                '\\' => {
                    let (_, escape) = chars.next().ok_or_else(wrong)?;
                    let taken = match escape {
                        'x' => 2,
                        'u' => 4,
                        'U' => 8,
                        '0'..='7' => 3,
                        _ => 0,
                    };
                    let skip = at + 1 + usize::from(!matches!(escape, '0'..='7'));
                    let digits = self.rest().get(skip..skip + taken).unwrap_or("");
                    let c = escape_of(escape, digits).ok_or_else(|| {
                        let at = start + at..start + at + 1 + escape.len_utf8();
                        (at, format!("`\\{escape}` is no escape: write `\\\\` for a backslash"))
                    })?;
                    out.push(c);
                    let consumed = taken - usize::from(matches!(escape, '0'..='7'));
                    for _ in 0..consumed {
                        chars.next();
                    }
                }
                c if c == quote => return Ok((out, start + at + 1)),
                c => out.push(c),
            }
        }
        Err(wrong())
    }
}
