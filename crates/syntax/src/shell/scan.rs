//! From characters to words and operators.

use std::ops::Range;

use super::{Command, Join, simple};
use crate::joined::{Joined, Word};

/// How deep `$( )` may nest.
const MAX_NESTED: u32 = 16;

/// Reads a part of a script to its commands.
pub(super) struct Scanner<'a> {
    script: &'a Joined,
    at: usize,
    end: usize,
    nested: u32,
    out: &'a mut Vec<Command>,
    /// Words of the command that is being read, each with whether it was bare.
    words: Vec<(Word, bool)>,
    /// The text of the word that is being read, and where it began.
    word: Option<(String, usize, bool)>,
    /// The next word is a redirection's target.
    redirect: bool,
    heredocs: Vec<(String, bool)>,
}

impl<'a> Scanner<'a> {
    pub(super) fn new(
        script: &'a Joined,
        range: Range<usize>,
        nested: u32,
        out: &'a mut Vec<Command>,
    ) -> Self {
        Self {
            script,
            at: range.start,
            end: range.end,
            nested,
            out,
            words: Vec::new(),
            word: None,
            redirect: false,
            heredocs: Vec::new(),
        }
    }

    fn rest(&self) -> &'a str {
        self.script.text().get(self.at..self.end).unwrap_or("")
    }

    pub(super) fn run(mut self, first: Join) {
        let mut join = first;
        while let Some(c) = self.rest().chars().next() {
            match c {
                '\\' => self.escape(),
                '\'' => self.single(),
                '"' => self.double(),
                '$' | '`' => self.dollar(),
                '<' | '>' if self.is_process() => self.dollar(),
                '#' if self.word.is_none() => self.skip_line(),
                '\n' => {
                    self.end_command(&mut join, Join::Next);
                    self.at += 1;
                    self.skip_heredocs();
                }
                ';' | '&' | '|' | '(' | ')' => self.operator(&mut join),
                '<' | '>' => self.redirection(),
                c if c.is_ascii_whitespace() => {
                    self.end_word();
                    self.at += 1;
                }
                c => self.take(c, true),
            }
        }
        self.end_command(&mut join, Join::Next);
    }

    fn take(&mut self, c: char, bare: bool) {
        let word = self.word.get_or_insert_with(|| (String::new(), self.at, true));
        word.0.push(c);
        word.2 &= bare;
        self.at += c.len_utf8();
    }

    fn begin(&mut self) {
        self.word.get_or_insert_with(|| (String::new(), self.at, true)).2 = false;
    }

    /// A backslash: before a line's end it continues the line, else it protects a character.
    fn escape(&mut self) {
        match self.rest().chars().nth(1) {
            Some('\n') => self.at += 2,
            Some(c) => {
                self.begin();
                self.at += 1;
                self.take(c, false);
            }
            None => self.take('\\', false),
        }
    }

    fn single(&mut self) {
        self.begin();
        let body = self.rest().get(1..).unwrap_or("");
        let length = body.find('\'').unwrap_or(body.len());
        if let Some(word) = &mut self.word {
            word.0.push_str(body.get(..length).unwrap_or(""));
        }
        self.at = (self.at + length + 2).min(self.end);
    }

    fn double(&mut self) {
        self.begin();
        self.at += 1;
        while let Some(c) = self.rest().chars().next() {
            match c {
                '"' => {
                    self.at += 1;
                    return;
                }
                '$' | '`' => self.dollar(),
                '\\' => match self.rest().chars().nth(1) {
                    Some('\n') => self.at += 2,
                    Some(next @ ('"' | '\\' | '$' | '`')) => {
                        self.at += 1;
                        self.take(next, false);
                    }
                    _ => self.take(c, false),
                },
                c => self.take(c, false),
            }
        }
    }

    /// `$( )`, `<( )`, `${ }`, backquotes: kept as written; commands inside are read too.
    fn dollar(&mut self) {
        let rest = self.rest();
        let (open, close) = if ["$(", "<(", ">("].iter().any(|s| rest.starts_with(s)) {
            (2, matching(rest, 2, '(', ')'))
        } else if rest.starts_with("${") {
            (0, matching(rest, 2, '{', '}'))
        } else if rest.starts_with('`') {
            (1, rest.get(1..).and_then(|r| r.find('`')).map(|i| i + 1))
        } else {
            (0, None)
        };
        let Some(close) = close else {
            let c = rest.chars().next().unwrap_or('$');
            return self.take(c, false);
        };
        if open > 0 && !rest.starts_with("$((") && self.nested < MAX_NESTED {
            let inside = self.at + open..self.at + close;
            Scanner::new(self.script, inside, self.nested + 1, self.out).run(Join::Inside);
        }
        let whole = rest.get(..=close).unwrap_or("");
        self.begin();
        if let Some(word) = &mut self.word {
            word.0.push_str(whole);
        }
        self.at += whole.len();
    }

    /// Does `<( )` or `>( )` stand here: a command in the place of a file?
    fn is_process(&self) -> bool {
        self.word.is_none() && (self.rest().starts_with("<(") || self.rest().starts_with(">("))
    }

    fn operator(&mut self, join: &mut Join) {
        let rest = self.rest();
        let table = [
            ("&&", Join::And),
            ("||", Join::Or),
            ("|&", Join::Pipe),
            (";;", Join::Next),
            ("&>", Join::Next),
            ("|", Join::Pipe),
        ];
        if rest.starts_with("&>") {
            self.end_word();
            self.at += 2;
            self.redirect = true;
            return;
        }
        let hit = table.iter().find(|(text, _)| rest.starts_with(text));
        let (length, next) = hit.map_or((1, Join::Next), |(text, next)| (text.len(), *next));
        self.end_command(join, next);
        self.at += length;
    }

    fn redirection(&mut self) {
        // The number of a file descriptor belongs to the redirection.
        if self.word.as_ref().is_some_and(|w| w.2 && w.0.bytes().all(|b| b.is_ascii_digit())) {
            self.word = None;
        }
        self.end_word();
        let rest = self.rest();
        if let Some(body) = rest.strip_prefix("<<").filter(|b| !b.starts_with('<')) {
            let (chomp, body) = body.strip_prefix('-').map_or((false, body), |b| (true, b));
            let body = body.trim_start_matches([' ', '\t']);
            let end = body.find(|c: char| c.is_ascii_whitespace() || ";|&)".contains(c));
            let word = body.get(..end.unwrap_or(body.len())).unwrap_or("");
            let name: String = word.chars().filter(|c| !matches!(c, '"' | '\'' | '\\')).collect();
            self.at = self.end - body.len() + word.len();
            if !name.is_empty() {
                self.heredocs.push((name, chomp));
            }
            return;
        }
        let operator = rest.len() - rest.trim_start_matches(['<', '>', '&', '|']).len();
        self.at += operator;
        if self.rest().starts_with('(') {
            return;
        }
        self.redirect = true;
    }

    /// Passes the bodies of the heredocs that the ended line opened.
    fn skip_heredocs(&mut self) {
        for (name, chomp) in std::mem::take(&mut self.heredocs) {
            while !self.rest().is_empty() {
                let line = self.rest().split_inclusive('\n').next().unwrap_or("");
                self.at += line.len();
                let line = line.trim_end_matches(['\n', '\r']);
                let line = if chomp { line.trim_start_matches('\t') } else { line };
                if line == name {
                    break;
                }
            }
        }
    }

    fn skip_line(&mut self) {
        self.at += self.rest().find('\n').unwrap_or(self.rest().len());
    }

    fn end_word(&mut self) {
        let Some((text, start, bare)) = self.word.take() else { return };
        if std::mem::take(&mut self.redirect) {
            return;
        }
        self.words.push((Word { text, span: self.script.span(start..self.at) }, bare));
    }

    fn end_command(&mut self, join: &mut Join, next: Join) {
        self.end_word();
        self.redirect = false;
        let words = std::mem::take(&mut self.words);
        if let Some(command) = simple(words, *join) {
            self.out.push(command);
            *join = next;
        } else if next != Join::Next {
            *join = next;
        }
    }
}

/// The offset of the bracket that closes the one before `from`, quotes respected.
fn matching(text: &str, from: usize, open: char, close: char) -> Option<usize> {
    let (mut depth, mut quote, mut skip) = (0_usize, None, false);
    for (at, c) in text.char_indices().skip_while(|(at, _)| *at < from) {
        match quote {
            _ if skip => skip = false,
            Some('"') | None if c == '\\' => skip = true,
            Some(q) if q == c => quote = None,
            None if matches!(c, '"' | '\'') => quote = Some(c),
            None if c == open => depth += 1,
            None if c == close && depth == 0 => return Some(at),
            None if c == close => depth -= 1,
            _ => {}
        }
    }
    None
}
