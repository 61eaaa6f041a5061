//! The reader: recursive descent with a depth limit.

use ringfort_source::{Entry, Kind, Node, SourceId, Span};

use super::{MAX_DEPTH, text};
use crate::Error;
use crate::entries::last_wins;

pub(super) struct Reader<'a> {
    source: SourceId,
    text: &'a str,
    at: usize,
    depth: usize,
    /// Is a `,` before a closing bracket passed over?
    lenient: bool,
}

impl<'a> Reader<'a> {
    pub(super) fn new(source: SourceId, text: &'a str) -> Self {
        let at = if text.starts_with('\u{feff}') { 3 } else { 0 };
        Self { source, text, at, depth: 0, lenient: false }
    }

    /// The same, passing over a `,` before a closing bracket.
    pub(super) fn lenient(self) -> Self {
        Self { lenient: true, ..self }
    }

    /// The one value of the text.
    pub(super) fn document(mut self) -> Result<Node, Error> {
        let node = self.value()?;
        self.space();
        match self.peek() {
            None => Ok(node),
            Some(_) => Err(self.wrong("text behind the end of the JSON value; remove it")),
        }
    }

    fn value(&mut self) -> Result<Node, Error> {
        self.space();
        let start = self.at;
        let kind = match self.peek() {
            Some(b'{') => self.nested(Self::object)?,
            Some(b'[') => self.nested(Self::array)?,
            Some(b'"') => Kind::Str(self.string()?),
            Some(b'-' | b'0'..=b'9') => self.number()?,
            Some(b't') => self.word("true", Kind::Bool(true))?,
            Some(b'f') => self.word("false", Kind::Bool(false))?,
            Some(b'n') => self.word("null", Kind::Null)?,
            Some(_) => return Err(self.wrong("no JSON value here; write a value or remove this")),
            None => return Err(self.wrong("the JSON ends where a value is expected; complete it")),
        };
        Ok(Node::new(self.since(start), kind))
    }

    fn nested(&mut self, read: fn(&mut Self) -> Result<Kind, Error>) -> Result<Kind, Error> {
        if self.depth >= MAX_DEPTH {
            let cause =
                format!("lists and objects nest more than {MAX_DEPTH} deep; flatten the text");
            return Err(self.wrong(cause));
        }
        self.depth += 1;
        self.at += 1;
        let kind = read(self);
        self.depth -= 1;
        kind
    }

    fn array(&mut self) -> Result<Kind, Error> {
        let mut items = Vec::new();
        if self.closes(b']') {
            return Ok(Kind::Seq(items));
        }
        loop {
            items.push(self.value()?);
            if self.closes(b']') {
                return Ok(Kind::Seq(items));
            }
            self.expect(
                b',',
                "a list's values are separated by `,` and end with `]`; add it here",
            )?;
            if self.lenient && self.closes(b']') {
                return Ok(Kind::Seq(items));
            }
        }
    }

    fn object(&mut self) -> Result<Kind, Error> {
        let mut entries = Vec::new();
        if self.closes(b'}') {
            return Ok(Kind::Map(entries));
        }
        loop {
            entries.push(self.entry()?);
            if self.closes(b'}') {
                return Ok(Kind::Map(last_wins(entries)));
            }
            self.expect(
                b',',
                "an object's entries are separated by `,` and end with `}`; add it here",
            )?;
            if self.lenient && self.closes(b'}') {
                return Ok(Kind::Map(last_wins(entries)));
            }
        }
    }

    fn entry(&mut self) -> Result<Entry, Error> {
        self.space();
        let start = self.at;
        if self.peek() != Some(b'"') {
            return Err(self
                .wrong("a key in double quotes is expected; write one, or remove the `,` before"));
        }
        let key = self.string()?;
        let key_span = self.since(start);
        self.space();
        self.expect(b':', "a key is followed by `:`; add it here")?;
        Ok(Entry { key, key_span, value: self.value()? })
    }

    fn string(&mut self) -> Result<Box<str>, Error> {
        let body = self.text.get(self.at + 1..).unwrap_or("");
        let (value, length) = text::read(body)
            .map_err(|(at, cause)| Error::at(self.source, self.text, self.at + 1 + at, cause))?;
        self.at += 1 + length;
        Ok(value)
    }

    fn number(&mut self) -> Result<Kind, Error> {
        let start = self.at;
        let rest = self.text.get(start..).unwrap_or("");
        let length = rest
            .find(|c: char| !matches!(c, '0'..='9' | '-' | '+' | '.' | 'e' | 'E'))
            .unwrap_or(rest.len());
        let digits = rest.get(..length).unwrap_or("");
        if !is_number(digits) {
            return Err(self.wrong("not a JSON number; correct it, or quote it as text"));
        }
        self.at += length;
        let whole = digits.parse().map(Kind::Int);
        whole.or_else(|_| digits.parse().map(Kind::Float)).map_err(|_| self.wrong("not a number"))
    }

    fn word(&mut self, word: &str, kind: Kind) -> Result<Kind, Error> {
        let rest = self.text.get(self.at..).unwrap_or("");
        let follows = rest.strip_prefix(word).and_then(|r| r.chars().next());
        if !rest.starts_with(word) || follows.is_some_and(char::is_alphanumeric) {
            return Err(self.wrong("no JSON value here; only true, false and null stand unquoted"));
        }
        self.at += word.len();
        Ok(kind)
    }

    fn closes(&mut self, bracket: u8) -> bool {
        self.space();
        let closes = self.peek() == Some(bracket);
        self.at += usize::from(closes);
        closes
    }

    fn expect(&mut self, byte: u8, cause: &str) -> Result<(), Error> {
        if self.peek() != Some(byte) {
            return Err(self.wrong(cause));
        }
        self.at += 1;
        Ok(())
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    fn since(&self, start: usize) -> Span {
        Span::of(self.source, start..self.at)
    }

    fn wrong(&self, cause: impl Into<String>) -> Error {
        Error::at(self.source, self.text, self.at, cause)
    }
}

/// `-? (0 | [1-9][0-9]*) (. [0-9]+)? ([eE] [+-]? [0-9]+)?`
fn is_number(text: &str) -> bool {
    let digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((m, e)) => (m, Some(e.strip_prefix(['+', '-']).unwrap_or(e))),
        None => (text, None),
    };
    let (whole, fraction) = match mantissa.split_once('.') {
        Some((w, f)) => (w, Some(f)),
        None => (mantissa, None),
    };
    let whole = whole.strip_prefix('-').unwrap_or(whole);
    digits(whole)
        && (whole == "0" || !whole.starts_with('0'))
        && fraction.is_none_or(digits)
        && exponent.is_none_or(digits)
}
