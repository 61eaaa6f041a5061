//! Shell scripts, read just far enough to see their simple commands: what runs, with which words.
//!
//! Quotes, substitutions, pipes, lists, comments, heredocs and redirections are understood; compound
//! commands are seen as the commands in them. Nothing is executed or expanded.

use std::ops::Range;

use ringfort_source::Span;

use crate::joined::{Joined, Word};

/// How deep `$( )` may nest.
const MAX_NESTED: u32 = 16;

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
    /// It stands in `$( )` or backquotes of a command that is listed after it.
    Inside,
}

/// The simple commands of `script`, in order.
pub fn commands(script: &Joined) -> Vec<Command> {
    let mut out = Vec::new();
    Scanner::new(script, 0..script.text().len(), 0, &mut out).run(Join::Next);
    out
}

struct Scanner<'a> {
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
    fn new(
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

    fn run(mut self, first: Join) {
        let mut join = first;
        while let Some(c) = self.rest().chars().next() {
            match c {
                '\\' => self.escape(),
                '\'' => self.single(),
                '"' => self.double(),
                '$' | '`' => self.dollar(),
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

    /// `$( )`, `${ }`, backquotes: kept as written; commands inside are read too.
    fn dollar(&mut self) {
        let rest = self.rest();
        let (open, close) = if rest.starts_with("$(") {
            (2, matching(rest, 2, '(', ')'))
        } else if rest.starts_with("${") {
            (0, matching(rest, 2, '{', '}'))
        } else if rest.starts_with('`') {
            (1, rest.get(1..).and_then(|r| r.find('`')).map(|i| i + 1))
        } else {
            (0, None)
        };
        let Some(close) = close else {
            let c = if rest.starts_with('`') { '`' } else { '$' };
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use ringfort_source::SourceId;

    use super::*;

    fn argvs(script: &str) -> Vec<String> {
        let joined = Joined::whole(SourceId(0), script, 0);
        let show = |c: &Command| {
            let words: Vec<&str> = c.argv.iter().map(|w| w.text.as_str()).collect();
            format!("{:?}:{}", c.joined, words.join("|"))
        };
        commands(&joined).iter().map(show).collect()
    }

    #[test]
    fn scripts_fall_into_commands() {
        let table: [(&str, &[&str]); 12] = [
            ("a b && c || d; e", &["Next:a|b", "And:c", "Or:d", "Next:e"]),
            ("curl -fsSL https://x | sh -s", &["Next:curl|-fsSL|https://x", "Pipe:sh|-s"]),
            ("X=1 Y=2 make 'a b' \"c $d\" e\\ f", &["Next:make|a b|c $d|e f"]),
            ("a > out 2>&1 < in\nb", &["Next:a", "Next:b"]),
            ("a \\\n  b # no\n#c\nd#e", &["Next:a|b", "Next:d#e"]),
            ("x=$(wget -q u | sh) run", &["Inside:wget|-q|u", "Pipe:sh", "Next:run"]),
            ("if [ -f x ]; then rm -rf y; fi", &["Next:[|-f|x|]", "Next:rm|-rf|y"]),
            ("for i in a b; do echo $i; done", &["Next:echo|$i"]),
            ("(cd x && ls)", &["Next:cd|x", "And:ls"]),
            ("cat <<EOF\na && b\nEOF\nls", &["Next:cat", "Next:ls"]),
            ("echo ${X:-a b} `id`", &["Inside:id", "Next:echo|${X:-a b}|`id`"]),
            ("sh -c \"a && b\"", &["Next:sh|-c|a && b"]),
        ];
        for (script, expected) in table {
            assert_eq!(argvs(script), expected, "{script:?}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]
        #[test]
        fn any_script_is_survived(text in r#"([a-z é"'`$(){}\\\n;&|<>#=0-9-]|<<E|\$\(){0,60}"#) {
            let joined = Joined::whole(SourceId(0), &text, 0);
            for command in commands(&joined) {
                prop_assert!(text.get(command.span.range()).is_some());
                for word in command.argv.iter().chain(&command.env) {
                    prop_assert!(text.get(word.span.range()).is_some());
                }
            }
        }
    }
}
