//! Bounds on nesting, measured before parsing: a tree that is too deep would overflow the stack of
//! everything that walks it.

/// The most operators, words and brackets that may lie around one another.
const MAX_DEPTH: usize = 400;
/// The most blocks within blocks; the reference interpreter allows as many.
const MAX_INDENT: usize = 100;

/// Refuses a text whose tree could become deeper than the bounds, with the offset and the cause.
pub(super) fn check(text: &str) -> Result<(), (usize, String)> {
    let mut scan =
        Scan { bytes: text.as_bytes(), at: 0, levels: vec![], total: 0, indents: vec![] };
    scan.run().map_err(|what| (scan.at, format!("{what}; the file was not parsed")))
}

#[derive(Clone, Copy)]
enum Inside {
    /// Brackets, or a field `{...}` of an f-string.
    Code,
    /// The text of an f-string with its closing quotes.
    Text { quote: u8, triple: bool },
}

struct Level {
    inside: Inside,
    /// Tokens since the last separator: an upper bound of how deep the expression here can be.
    tokens: usize,
}

struct Scan<'a> {
    bytes: &'a [u8],
    at: usize,
    levels: Vec<Level>,
    /// Levels and the tokens on each, together.
    total: usize,
    indents: Vec<usize>,
}

impl Scan<'_> {
    fn run(&mut self) -> Result<(), &'static str> {
        let mut outer = 0;
        self.indent()?;
        while let Some(byte) = self.peek(0) {
            if self.total + outer > MAX_DEPTH {
                return Err("expressions are nested too deeply");
            }
            match self.levels.last().map(|l| l.inside) {
                Some(Inside::Text { quote, triple }) => self.text(byte, quote, triple),
                _ => self.code(byte, &mut outer)?,
            }
        }
        Ok(())
    }

    fn peek(&self, ahead: usize) -> Option<u8> {
        self.bytes.get(self.at + ahead).copied()
    }

    fn open(&mut self, inside: Inside) {
        self.levels.push(Level { inside, tokens: 0 });
        self.total += 1;
    }

    fn close(&mut self) {
        if let Some(level) = self.levels.pop() {
            self.total -= 1 + level.tokens;
        }
    }

    /// One more token on this level, or a fresh start of its count.
    fn count(&mut self, outer: &mut usize, fresh: bool) {
        let tokens = self.levels.last_mut().map_or(&mut *outer, |l| &mut l.tokens);
        let before = *tokens;
        *tokens = if fresh { 0 } else { before + 1 };
        if !self.levels.is_empty() {
            self.total = if fresh { self.total - before } else { self.total + 1 };
        }
    }

    fn code(&mut self, byte: u8, outer: &mut usize) -> Result<(), &'static str> {
        self.at += 1;
        match byte {
            b'#' => self.skip_to(|b| b == b'\n'),
            b'\\' => self.at += 1,
            b'\n' if self.levels.is_empty() => {
                self.count(outer, true);
                self.indent()?;
            }
            b',' | b';' => self.count(outer, true),
            b'"' | b'\'' => self.string(byte),
            b'(' | b'[' | b'{' => {
                self.count(outer, false);
                self.open(Inside::Code);
            }
            b')' | b']' | b'}' => self.close(),
            _ if is_word(byte) => {
                self.skip_to(|b| !is_word(b));
                self.count(outer, false);
            }
            _ if byte.is_ascii_whitespace() => {}
            _ => self.count(outer, false),
        }
        Ok(())
    }

    /// A string that opens at the byte before: skipped, or entered if it is an f-string.
    fn string(&mut self, quote: u8) {
        let word = self.bytes.get(..self.at - 1).unwrap_or_default();
        let prefix = word.iter().rev().take_while(|b| is_word(**b)).take(3);
        let interpolates = prefix.clone().count() <= 2
            && prefix.clone().any(|b| matches!(b, b'f' | b'F' | b't' | b'T'));
        let triple = self.peek(0) == Some(quote) && self.peek(1) == Some(quote);
        self.at += if triple { 2 } else { 0 };
        if interpolates {
            self.open(Inside::Text { quote, triple });
            return;
        }
        while let Some(byte) = self.peek(0) {
            if self.ends(byte, quote, triple) {
                return;
            }
            self.at += if byte == b'\\' { 2 } else { 1 };
        }
    }

    /// Steps over the end of a string, if it is here. A plain string also ends with its line.
    fn ends(&mut self, byte: u8, quote: u8, triple: bool) -> bool {
        let closes = byte == quote
            && (!triple || (self.peek(1) == Some(quote) && self.peek(2) == Some(quote)));
        if closes {
            self.at += if triple { 3 } else { 1 };
        }
        closes || (byte == b'\n' && !triple)
    }

    /// The text part of an f-string.
    fn text(&mut self, byte: u8, quote: u8, triple: bool) {
        if self.ends(byte, quote, triple) {
            self.close();
            return;
        }
        self.at += 1;
        match byte {
            b'{' if self.peek(0) == Some(b'{') => self.at += 1,
            b'{' => self.open(Inside::Code),
            b'\\' => self.at += 1,
            _ => {}
        }
    }

    fn skip_to(&mut self, stop: impl Fn(u8) -> bool) {
        while self.peek(0).is_some_and(|b| !stop(b)) {
            self.at += 1;
        }
    }

    /// The indentation of the line that begins here.
    fn indent(&mut self) -> Result<(), &'static str> {
        let start = self.at;
        self.skip_to(|b| b != b' ' && b != b'\t');
        if matches!(self.peek(0), None | Some(b'\n' | b'\r' | b'#')) {
            return Ok(());
        }
        let width = self.at - start;
        while self.indents.last().is_some_and(|w| *w >= width) {
            self.indents.pop();
        }
        self.indents.push(width);
        if self.indents.len() > MAX_INDENT {
            return Err("blocks are nested too deeply");
        }
        Ok(())
    }
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte >= 0x80
}
