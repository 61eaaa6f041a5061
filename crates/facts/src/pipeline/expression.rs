//! `${{ }}` expressions: where they stand, and whose words they bring in.

use ringfort_source::{SourceMap, Span};

/// An expression in a workflow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Expression<'a> {
    /// What stands between the braces.
    pub text: &'a str,
    /// Where it is written, braces included.
    pub span: Span,
}

/// Who decides on the text that a context holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Trust {
    /// People with write access: inputs of a manual start, branch names.
    Collaborator,
    /// Anybody who can open an issue or a pull request.
    Anyone,
}

/// Contexts whose text people choose (GitHub, "Security hardening for GitHub Actions", untrusted input).
/// A `*` stands for one part of the path.
const CONTEXTS: &str = include_str!("contexts.tsv");

/// The expressions in the text under `within`.
pub fn expressions(sources: &SourceMap, within: Span) -> Vec<Expression<'_>> {
    let text = sources.text(within);
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(open) = text.get(at..).and_then(|t| t.find("${{")).map(|i| at + i) {
        let inner = open + 3;
        let Some(length) = text.get(inner..).and_then(|t| t.find("}}")) else { break };
        let end = inner + length;
        let start = within.start as usize;
        let span = Span::of(within.source, start + open..start + end + 2);
        out.push(Expression { text: text.get(inner..end).unwrap_or("").trim(), span });
        at = end + 2;
    }
    out
}

impl Expression<'_> {
    /// The contexts whose text the expression may give, in lower case: `github.event.issue.title`.
    /// Those that are only compared or searched are left out: the result is true or false.
    pub fn contexts(&self) -> Vec<String> {
        let tokens = tokens(self.text);
        let text = |i: usize| tokens.get(i).map_or("", String::as_str);
        let mut calls: Vec<String> = Vec::new();
        let mut out = Vec::new();
        for (i, token) in tokens.iter().enumerate() {
            match token.as_str() {
                "(" => calls.push(if i > 0 { text(i - 1).to_owned() } else { String::new() }),
                ")" => drop(calls.pop()),
                t if is_path(t) && text(i + 1) != "(" => {
                    let compared =
                        |t: &str| matches!(t, "==" | "!=" | "<" | ">" | "<=" | ">=" | "!");
                    let before = if i > 0 { text(i - 1) } else { "" };
                    let searched = calls.iter().any(|c| {
                        matches!(c.as_str(), "contains" | "startswith" | "endswith" | "hashfiles")
                    });
                    // The condition of `a && b` gives way to `b`.
                    let condition = text(i + 1) == "&&";
                    if !compared(text(i + 1)) && !compared(before) && !searched && !condition {
                        out.push(t.to_owned());
                    }
                }
                _ => {}
            }
        }
        out
    }
}

/// Who decides on the text of `context`, if anybody.
pub fn trust(context: &str) -> Option<Trust> {
    CONTEXTS.lines().filter(|l| !l.starts_with('#')).find_map(|line| {
        let (pattern, whom) = line.split_once('\t')?;
        let trust = if whom == "anyone" { Trust::Anyone } else { Trust::Collaborator };
        fits(pattern, context).then_some(trust)
    })
}

fn fits(pattern: &str, context: &str) -> bool {
    let (pattern, context): (Vec<&str>, Vec<&str>) =
        (pattern.split('.').collect(), context.split('.').collect());
    pattern.len() == context.len() && pattern.iter().zip(&context).all(|(p, c)| *p == "*" || p == c)
}

fn is_path(token: &str) -> bool {
    token.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
}

/// Paths (with `['x']` written as `.x`), operators and brackets; texts are left out.
fn tokens(text: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let mut length = c.len_utf8();
        if c == '\'' {
            length = rest.get(1..).and_then(|r| r.find('\'')).map_or(rest.len(), |i| i + 2);
            out.push("''".into());
        } else if c.is_ascii_alphanumeric() || c == '_' {
            let (path, used) = path(rest);
            length = used.max(1);
            out.push(path.to_lowercase());
        } else if let Some(op) =
            ["==", "!=", "<=", ">=", "&&", "||"].iter().find(|o| rest.starts_with(**o))
        {
            length = op.len();
            out.push((*op).to_owned());
        } else if !c.is_whitespace() {
            out.push(c.to_string());
        }
        rest = rest.get(length..).unwrap_or("");
    }
    out
}

/// The path at the beginning of `text`, and its length there.
fn path(text: &str) -> (String, usize) {
    let (mut out, mut at) = (String::new(), 0);
    loop {
        let rest = text.get(at..).unwrap_or("");
        let plain = rest
            .find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | '*')))
            .unwrap_or(rest.len());
        out.push_str(rest.get(..plain).unwrap_or(""));
        at += plain;
        let Some(index) = text.get(at..).and_then(|r| r.strip_prefix('[')) else { break };
        let Some(close) = index.find(']') else { break };
        let key = index.get(..close).unwrap_or("").trim().trim_matches('\'');
        out.push('.');
        out.push_str(if key.bytes().all(|b| b.is_ascii_digit()) { "*" } else { key });
        at += close + 2;
    }
    (out, at)
}
