//! Formats with `//` and `/* */` comments.

use ringfort_source::SourceId;

use super::Comment;
use super::hash::line_end;

/// Comments of HCL: `#`, `//` and `/* */`, outside quoted templates and heredocs.
pub fn hcl(source: SourceId, text: &str) -> Vec<Comment> {
    Scan { source, text, at: 0, out: Vec::new(), hcl: true }.run()
}

/// Comments of JavaScript, TypeScript, Go, Java and others of C's family: `//` and `/* */`.
/// Quotes of all three kinds hide them; a regular expression with a quote in it may hide one.
pub fn c_like(source: SourceId, text: &str) -> Vec<Comment> {
    Scan { source, text, at: 0, out: Vec::new(), hcl: false }.run()
}

struct Scan<'a> {
    source: SourceId,
    text: &'a str,
    at: usize,
    out: Vec<Comment>,
    hcl: bool,
}

impl Scan<'_> {
    fn run(mut self) -> Vec<Comment> {
        while let Some(&b) = self.text.as_bytes().get(self.at) {
            let next = self.text.as_bytes().get(self.at + 1).copied();
            match (b, next) {
                (b'#', _) if self.hcl => self.line(1),
                (b'/', Some(b'/')) => self.line(2),
                (b'/', Some(b'*')) => self.block(),
                (b'"', _) => self.string(b'"'),
                (b'\'' | b'`', _) if !self.hcl => self.string(b),
                (b'<', Some(b'<')) if self.hcl => self.heredoc(),
                _ => self.at += 1,
            }
        }
        self.out
    }

    fn line(&mut self, open: usize) {
        let end = line_end(self.text, self.at);
        self.out.push(Comment::new(self.source, self.text, self.at..end, open, 0));
        self.at = end;
    }

    fn block(&mut self) {
        let body = self.text.get(self.at + 2..).unwrap_or("");
        let (end, close) = match body.find("*/") {
            Some(i) => (self.at + 2 + i + 2, 2),
            None => (self.text.len(), 0),
        };
        self.out.push(Comment::new(self.source, self.text, self.at..end, 2, close));
        self.at = end;
    }

    /// Passes a string. In HCL a template `${ }` may hold quotes of its own; only a backquoted text
    /// and such a template go on over a line's end.
    fn string(&mut self, quote: u8) {
        let (bytes, mut depth) = (self.text.as_bytes(), 0_usize);
        self.at += 1;
        while let Some(&b) = bytes.get(self.at) {
            let next = bytes.get(self.at + 1).copied();
            match b {
                b'\\' => self.at += 1,
                b'$' | b'%' if self.hcl && next == Some(b'{') => {
                    depth += 1;
                    self.at += 1;
                }
                b'{' if depth > 0 => depth += 1,
                b'}' if depth > 0 => depth -= 1,
                b'\n' if quote != b'`' && depth == 0 => return,
                _ if b == quote && depth == 0 => {
                    self.at += 1;
                    return;
                }
                _ => {}
            }
            self.at += 1;
        }
    }

    fn heredoc(&mut self) {
        let head = self.text.get(self.at + 2..).unwrap_or("");
        let head = head.strip_prefix('-').unwrap_or(head);
        let name: String =
            head.chars().take_while(|c| c.is_alphanumeric() || matches!(c, '_' | '-')).collect();
        self.at += 2;
        if name.is_empty() {
            return;
        }
        self.at = line_end(self.text, self.at);
        let rest = self.text.get(self.at..).unwrap_or("");
        let mut passed = 0;
        for line in rest.split_inclusive('\n') {
            passed += line.len();
            if line.trim() == name {
                break;
            }
        }
        self.at += passed;
    }
}
