//! A tolerant scan that cuts HCL into its items and measures nesting, before and beside the parser.
//!
//! It knows comments, quoted templates, heredocs and brackets, nothing else, so it works on text
//! that does not parse.

use std::ops::Range;

/// What a scan found.
pub(super) struct Scan {
    /// The items: at depth zero, from one line end to the next.
    pub(super) items: Vec<Range<usize>>,
    /// The deepest nesting of brackets and templates.
    pub(super) deepest: usize,
    /// How many `=` and `:` stand outside of texts, by which entries are bounded.
    pub(super) entries: usize,
    /// Did every bracket and text close?
    pub(super) balanced: bool,
}

/// Words that begin a line of their own at the top of a file.
const TOP_LEVEL: [&str; 12] = [
    "resource",
    "data",
    "variable",
    "output",
    "locals",
    "module",
    "provider",
    "terraform",
    "moved",
    "import",
    "check",
    "removed",
];

struct Scanner<'a> {
    text: &'a [u8],
    at: usize,
    item: usize,
    /// Open brackets; `"` for a quoted template, `$` for an interpolation in one.
    open: Vec<u8>,
    out: Scan,
}

/// Scans `text`. With `resync`, a line that begins like a top-level block ends whatever is open:
/// the way to lose one broken block only.
pub(super) fn scan(text: &str, resync: bool) -> Scan {
    let out = Scan { items: Vec::new(), deepest: 0, entries: 0, balanced: true };
    let mut s = Scanner { text: text.as_bytes(), at: 0, item: 0, open: Vec::new(), out };
    while let Some(byte) = s.byte(0) {
        if s.open.last() == Some(&b'"') {
            s.quoted(byte);
        } else {
            s.plain(byte, resync);
        }
        s.out.deepest = s.out.deepest.max(s.open.len());
    }
    s.out.balanced &= s.open.is_empty();
    s.end_item(text.len());
    s.out
}

impl Scanner<'_> {
    fn byte(&self, ahead: usize) -> Option<u8> {
        self.text.get(self.at + ahead).copied()
    }

    fn end_item(&mut self, end: usize) {
        if self.item < end {
            self.out.items.push(self.item..end);
        }
        self.item = end;
    }

    fn quoted(&mut self, byte: u8) {
        match byte {
            b'\\' => self.at += 2,
            b'"' => {
                self.open.pop();
                self.at += 1;
            }
            b'$' | b'%' if self.byte(1) == Some(byte) && self.byte(2) == Some(b'{') => self.at += 3,
            b'$' | b'%' if self.byte(1) == Some(b'{') => {
                self.open.push(b'$');
                self.at += 2;
            }
            // A quoted template ends on its line: this one is not closed.
            b'\n' => {
                self.open.pop();
                self.out.balanced = false;
            }
            _ => self.at += 1,
        }
    }

    fn plain(&mut self, byte: u8, resync: bool) {
        match byte {
            b'#' => self.skip_to(b"\n"),
            b'/' if self.byte(1) == Some(b'/') => self.skip_to(b"\n"),
            b'/' if self.byte(1) == Some(b'*') => {
                self.at += 2;
                self.skip_to(b"*/");
                self.at = (self.at + 2).min(self.text.len());
            }
            b'<' if self.byte(1) == Some(b'<') => self.heredoc(),
            b'"' | b'{' | b'[' | b'(' => {
                self.open.push(byte);
                self.at += 1;
            }
            b'}' | b']' | b')' => self.close(byte),
            b'\n' => self.newline(resync),
            _ => {
                self.out.entries += usize::from(matches!(byte, b'=' | b':'));
                self.at += 1;
            }
        }
    }

    fn close(&mut self, byte: u8) {
        let fits = |open: u8| match byte {
            b'}' => open == b'{' || open == b'$',
            b']' => open == b'[',
            _ => open == b'(',
        };
        match self.open.last() {
            Some(open) if fits(*open) => drop(self.open.pop()),
            _ => self.out.balanced = false,
        }
        self.at += 1;
    }

    fn newline(&mut self, resync: bool) {
        self.at += 1;
        if resync && !self.open.is_empty() && self.at_top_level_word() {
            self.open.clear();
            self.out.balanced = false;
        }
        if self.open.is_empty() {
            self.end_item(self.at);
        }
    }

    fn at_top_level_word(&self) -> bool {
        let rest = self.text.get(self.at..).unwrap_or_default();
        TOP_LEVEL.iter().any(|word| {
            rest.strip_prefix(word.as_bytes()).is_some_and(|after| {
                let space = after.iter().take_while(|b| matches!(b, b' ' | b'\t')).count();
                matches!(after.get(space), Some(b'"' | b'{'))
            })
        })
    }

    fn skip_to(&mut self, mark: &[u8]) {
        let rest = self.text.get(self.at..).unwrap_or_default();
        let found = rest.windows(mark.len()).position(|w| w == mark);
        self.at += found.unwrap_or(rest.len());
    }

    /// Skips `<<EOT ... EOT`; a `<<` that begins no heredoc is skipped itself.
    fn heredoc(&mut self) {
        self.at += 2;
        let rest = self.text.get(self.at..).unwrap_or_default();
        let line = rest.split(|b| *b == b'\n').next().unwrap_or_default();
        let mark = line.trim_ascii();
        let mark = mark.strip_prefix(b"-").unwrap_or(mark);
        if mark.is_empty() || !mark.iter().all(|b| b.is_ascii_alphanumeric() || b"_-".contains(b)) {
            return;
        }
        let mut offset = line.len() + 1;
        while let Some(rest) = rest.get(offset..) {
            let line = rest.split(|b| *b == b'\n').next().unwrap_or_default();
            let body = line.trim_ascii_start();
            if let Some(after) = body.strip_prefix(mark)
                && !after.first().is_some_and(|b| b.is_ascii_alphanumeric() || b"_-".contains(b))
            {
                self.at += offset + line.len() - after.len();
                return;
            }
            offset += line.len() + 1;
        }
        self.out.balanced = false;
        self.at = self.text.len();
    }
}
