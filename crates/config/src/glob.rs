//! Globs over paths and resource names.

/// A pattern that matches a whole text: `?` is one character, `*` any number of them but no `/`,
/// `**` any number including `/` (and `**/` also nothing). Everything else stands for itself.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Glob(Box<str>);

impl Glob {
    /// The glob of `pattern`. Every text is a valid pattern.
    pub fn new(pattern: impl Into<Box<str>>) -> Self {
        Self(pattern.into())
    }

    /// The pattern as written.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Does the whole of `text` match?
    pub fn matches(&self, text: &str) -> bool {
        matches(&self.0, text)
    }

    /// Does `path`, or a folder that holds it, match? (`vendor` and `vendor/` cover all below them.)
    pub fn covers(&self, path: &str) -> bool {
        let pattern = self.0.trim_start_matches("./").trim_end_matches('/');
        let folders = path.match_indices('/').filter_map(|(at, _)| path.get(..at));
        folders.chain([path]).any(|part| matches(pattern, part))
    }
}

/// One step of a pattern.
#[derive(Clone, Copy, PartialEq)]
enum Token {
    Char(char),
    Any,
    Star,
    Deep,
    /// `**/`: nothing, or anything that ends in `/`.
    Folders,
}

fn tokens(pattern: &str) -> Vec<Token> {
    let (mut out, mut rest) = (Vec::new(), pattern);
    while let Some(first) = rest.chars().next() {
        let (token, length) = match first {
            '*' if rest.starts_with("**/") => (Token::Folders, 3),
            '*' if rest.starts_with("**") => (Token::Deep, 2),
            '*' => (Token::Star, 1),
            '?' => (Token::Any, 1),
            other => (Token::Char(other), other.len_utf8()),
        };
        out.push(token);
        rest = rest.get(length..).unwrap_or("");
    }
    out
}

/// Runs all alternatives side by side, one flag of state per token: time is pattern times text,
/// whatever the pattern.
fn matches(pattern: &str, text: &str) -> bool {
    let tokens = tokens(pattern);
    let mut states = vec![false; tokens.len() + 1];
    enter(&tokens, &mut states, 0);
    for c in text.chars() {
        let mut next = vec![false; states.len()];
        for (at, token) in tokens.iter().enumerate() {
            if states.get(at) == Some(&true) {
                step(&tokens, &mut next, at, *token, c);
            }
        }
        states = next;
    }
    states.last() == Some(&true)
}

/// Marks state `at` and those reached from it without reading anything.
fn enter(tokens: &[Token], states: &mut [bool], at: usize) {
    for (state, token) in states.iter_mut().zip(tokens.iter().map(Some).chain([None])).skip(at) {
        *state = true;
        if !matches!(token, Some(Token::Star | Token::Deep | Token::Folders)) {
            return;
        }
    }
}

/// Reads `c` in state `at`.
fn step(tokens: &[Token], next: &mut [bool], at: usize, token: Token, c: char) {
    match token {
        Token::Char(wanted) if wanted == c => enter(tokens, next, at + 1),
        Token::Any if c != '/' => enter(tokens, next, at + 1),
        Token::Star if c != '/' => enter(tokens, next, at),
        Token::Deep => enter(tokens, next, at),
        Token::Folders if c == '/' => enter(tokens, next, at),
        // Inside a folder's name: stay, but the text after `**/` may not begin here.
        Token::Folders => next.iter_mut().skip(at).take(1).for_each(|state| *state = true),
        Token::Char(_) | Token::Any | Token::Star => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn globs_match_whole_texts() {
        let table = [
            ("a.yaml", "a.yaml", true),
            ("*.yaml", "a.yaml", true),
            ("*.yaml", "k8s/a.yaml", false),
            ("**/*.yaml", "k8s/base/a.yaml", true),
            ("**/*.yaml", "a.yaml", true),
            ("k8s/**", "k8s/base/a.yaml", true),
            ("k8s/**", "k8s2/a.yaml", false),
            ("a?c", "abc", true),
            ("a?c", "a/c", false),
            ("a?c", "a\u{fc}c", true),
            ("Deployment/*/api", "Deployment/prod/api", true),
            ("Deployment/*/api", "Deployment/prod/web", false),
            ("", "", true),
            ("", "a", false),
            ("*", "", true),
        ];
        for (pattern, text, expected) in table {
            assert_eq!(Glob::new(pattern).matches(text), expected, "{pattern} on {text}");
        }
    }

    #[test]
    fn folders_cover_what_is_below() {
        let table = [
            ("vendor", "vendor/x/main.tf", true),
            ("vendor/", "vendor/x/main.tf", true),
            ("./vendor/**", "vendor/x/main.tf", true),
            ("**/test", "app/test/a.py", true),
            ("vendor", "my/vendor/a", false),
        ];
        for (pattern, path, expected) in table {
            assert_eq!(Glob::new(pattern).covers(path), expected, "{pattern} on {path}");
        }
    }

    #[test]
    fn hostile_patterns_end() {
        let pattern = "*a".repeat(2_000);
        assert!(!Glob::new(pattern).matches(&"b".repeat(2_000)));
    }
}
