//! Texts that are not wholly known, and whether one covers another.
//!
//! A text is a row of pieces: characters, the wildcards of the policy language, and holes. A hole stands for
//! something that the files do not tell (the name of a bucket, the number of an account). Two holes of the same
//! name hold the same thing, so that an ARN that is known after apply still equals itself.

use crate::tri::Tri;

/// A piece of a [`Text`].
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Piece {
    /// A character as it is.
    Lit(char),
    /// `?`: any one character.
    One,
    /// `*`: any characters, also none.
    Star,
    /// Not known. The name says what it is, behind the root module and a bar: `|bucket of aws_s3_bucket.b`. One
    /// without a name, or whose name begins with `?` and a cause, equals no other.
    Hole(Box<str>),
    /// A variable of the policy language that the request fills: `aws:username`, with its default.
    Variable(Box<str>, Option<Box<str>>),
}

/// A text with wildcards and holes.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Text(pub Vec<Piece>);

/// How letters compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Case {
    /// As they are.
    Exact,
    /// Upper and lower case are the same.
    Ignored,
}

/// Longest text that is compared, in pieces. A longer one is not known to match or not.
const MAX_PIECES: usize = 4096;

impl Text {
    /// A text without wildcards.
    pub fn literal(text: &str) -> Self {
        Self(text.chars().map(Piece::Lit).collect())
    }

    /// A text of which `*` and `?` are wildcards.
    pub fn pattern(text: &str) -> Self {
        Self(text.chars().map(wild).collect())
    }

    /// A pattern of the policy language version 2012-10-17: wildcards, variables (`${aws:username}`), and
    /// `${*}`, `${?}`, `${$}` for the characters themselves.
    pub fn with_variables(text: &str) -> Self {
        let mut out = vec![];
        let mut rest = text;
        while let Some((before, after)) = rest.split_once("${") {
            let Some((name, tail)) = after.split_once('}') else { break };
            out.extend(before.chars().map(wild));
            out.push(variable(name));
            rest = tail;
        }
        out.extend(rest.chars().map(wild));
        Self(out)
    }

    /// One hole.
    pub fn hole(name: impl Into<Box<str>>) -> Self {
        Self(vec![Piece::Hole(name.into())])
    }

    /// Any text.
    pub fn any() -> Self {
        Self(vec![Piece::Star])
    }

    /// This text with `other` behind it.
    #[must_use]
    pub fn then(mut self, other: &Text) -> Self {
        self.0.extend(other.0.iter().cloned());
        self
    }

    /// This text with `other` behind it, wildcards as such.
    #[must_use]
    pub fn then_pattern(self, other: &str) -> Self {
        self.then(&Self::pattern(other))
    }

    /// The text, if every character of it is known and none is a wildcard.
    pub fn known(&self) -> Option<String> {
        self.0.iter().map(|p| if let Piece::Lit(c) = p { Some(*c) } else { None }).collect()
    }

    /// The part number `n` (from 0) of this text split at `mark`.
    pub fn part(&self, mark: char, n: usize) -> Option<Self> {
        self.0.split(|p| *p == Piece::Lit(mark)).nth(n).map(|pieces| Self(pieces.to_vec()))
    }

    /// Does this text begin with `start`, piece by piece? Gives the rest.
    pub fn after(&self, start: &Text) -> Option<&[Piece]> {
        self.0.strip_prefix(start.0.as_slice())
    }

    /// Does it have a wildcard?
    pub fn is_wild(&self) -> bool {
        self.0.iter().any(|p| matches!(p, Piece::Star | Piece::One))
    }

    /// Does it have a hole?
    pub fn has_hole(&self) -> bool {
        self.0.iter().any(|p| matches!(p, Piece::Hole(_)))
    }

    /// Is it one hole and nothing else?
    pub(crate) fn has_hole_only(&self) -> bool {
        matches!(self.0.as_slice(), [Piece::Hole(_)])
    }

    /// Do all its holes have a name, so that it is the same thing wherever it is written?
    pub(crate) fn is_one_thing(&self) -> bool {
        self.0
            .iter()
            .all(|p| !matches!(p, Piece::Hole(name) if name.is_empty() || name.starts_with('?')))
    }

    /// Is it everything: `*` alone?
    pub fn is_everything(&self) -> bool {
        !self.0.is_empty() && self.0.iter().all(|p| *p == Piece::Star)
    }

    /// Wildcards of this text taken as the characters they are written with.
    #[must_use]
    pub fn without_wildcards(&self) -> Self {
        let plain = |p: &Piece| match p {
            Piece::Star => Piece::Lit('*'),
            Piece::One => Piece::Lit('?'),
            p => p.clone(),
        };
        Self(self.0.iter().map(plain).collect())
    }

    /// This text with its variables filled by `fill`; one that `fill` does not know becomes a hole.
    #[must_use]
    pub fn filled(&self, fill: &dyn Fn(&str) -> Option<Text>) -> Self {
        let mut out = Vec::with_capacity(self.0.len());
        for piece in &self.0 {
            match piece {
                Piece::Variable(name, default) => match (fill(name), default) {
                    (Some(text), _) => out.extend(text.0),
                    (None, Some(text)) => out.extend(text.chars().map(Piece::Lit)),
                    (None, None) => out.push(Piece::Hole(format!("${name}").into())),
                },
                piece => out.push(piece.clone()),
            }
        }
        Self(out)
    }

    /// Does this pattern cover every text that `text` stands for? A wildcard in `text` is covered by a
    /// wildcard only. Unknown where that depends on a hole.
    pub fn covers(&self, text: &Text, case: Case) -> Tri {
        self.judge(text, case, [Wild::Nothing, Wild::Holes])
    }

    /// Do this pattern and `text` have a text in common? Unknown where that depends on a hole.
    pub fn meets(&self, text: &Text, case: Case) -> Tri {
        self.judge(text, case, [Wild::Stars, Wild::All])
    }

    fn judge(&self, text: &Text, case: Case, [certain, possible]: [Wild; 2]) -> Tri {
        if self.0.len() > MAX_PIECES || text.0.len() > MAX_PIECES {
            return Tri::unknown("a name is too long to be compared");
        }
        if !self.may_begin_like(text, case) {
            return Tri::No;
        }
        if (Match { case, wild: certain }).run(&self.0, &text.0) {
            return Tri::Yes;
        }
        let open = self.has_hole() || text.has_hole() || self.has_variable();
        if open && (Match { case, wild: possible }).run(&self.0, &text.0) {
            return Tri::unknown(self.why().or_else(|| text.why()).unwrap_or_default());
        }
        Tri::No
    }

    /// The characters that both begin with, compared: cheap, and decides most pairs.
    fn may_begin_like(&self, text: &Text, case: Case) -> bool {
        for pair in self.0.iter().zip(&text.0) {
            match pair {
                (Piece::Lit(a), Piece::Lit(b)) if same(*a, *b, case) => {}
                (Piece::Lit(_), Piece::Lit(_)) => return false,
                _ => return true,
            }
        }
        true
    }

    fn has_variable(&self) -> bool {
        self.0.iter().any(|p| matches!(p, Piece::Variable(..)))
    }

    /// Which part is not known.
    fn why(&self) -> Option<String> {
        self.0.iter().find_map(|p| match p {
            Piece::Hole(name) if name.is_empty() => {
                Some("a part of a name is not known".to_owned())
            }
            Piece::Hole(name) if name.starts_with('?') => Some(hole_in_words(name).to_owned()),
            Piece::Hole(name) => Some(format!("{} is not known", hole_in_words(name))),
            Piece::Variable(name, _) => Some(format!("`{name}` is not known")),
            _ => None,
        })
    }
}

impl std::fmt::Display for Text {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for piece in &self.0 {
            match piece {
                Piece::Lit(c) => write!(f, "{c}")?,
                Piece::One => f.write_str("?")?,
                Piece::Star => f.write_str("*")?,
                Piece::Hole(name) => write!(f, "<{}>", hole_in_words(name))?,
                Piece::Variable(name, _) => write!(f, "${{{name}}}")?,
            }
        }
        Ok(())
    }
}

/// The name of a hole in words.
fn hole_in_words(name: &str) -> &str {
    name.rsplit_once('|').map_or(name, |(_, words)| words).trim_start_matches('?')
}

fn wild(c: char) -> Piece {
    match c {
        '*' => Piece::Star,
        '?' => Piece::One,
        c => Piece::Lit(c),
    }
}

fn variable(inner: &str) -> Piece {
    match inner {
        "*" => return Piece::Lit('*'),
        "?" => return Piece::Lit('?'),
        "$" => return Piece::Lit('$'),
        _ => {}
    }
    let (name, default) = match inner.split_once(',') {
        Some((name, default)) => (name, Some(default.trim().trim_matches('\'').into())),
        None => (inner, None),
    };
    Piece::Variable(name.trim().to_ascii_lowercase().into(), default)
}

fn same(a: char, b: char, case: Case) -> bool {
    a == b || (case == Case::Ignored && a.eq_ignore_ascii_case(&b))
}

/// What may stand for anything in a comparison, on top of the pattern's own wildcards.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Wild {
    /// Nothing: holes and the text's wildcards are themselves only.
    Nothing,
    /// Holes on both sides.
    Holes,
    /// Wildcards of the text.
    Stars,
    /// Holes and wildcards.
    All,
}

#[derive(Clone, Copy)]
struct Match {
    case: Case,
    wild: Wild,
}

impl Match {
    /// One pass over a table of reachable positions: no recursion, `pattern` times `text` steps.
    fn run(self, pattern: &[Piece], text: &[Piece]) -> bool {
        let width = text.len() + 1;
        let mut row = vec![false; width];
        if let Some(first) = row.first_mut() {
            *first = true;
        }
        self.skip_open(text, &mut row);
        for p in pattern {
            let mut next = vec![false; width];
            for j in 0..width {
                if !row.get(j).copied().unwrap_or(false) {
                    continue;
                }
                if self.is_open(p, true) {
                    next.iter_mut().skip(j).for_each(|slot| *slot = true);
                    break;
                }
                let Some(t) = text.get(j) else { continue };
                // A wild piece of the text may swallow `p` and go on.
                let here = self.is_open(t, false);
                if let Some(slot) = next.get_mut(j).filter(|_| here) {
                    *slot = true;
                }
                if let Some(slot) = next.get_mut(j + 1).filter(|_| self.equal(p, t)) {
                    *slot = true;
                }
            }
            self.skip_open(text, &mut next);
            row = next;
        }
        row.last().copied().unwrap_or(false)
    }

    /// A wild piece of the text may also stand for nothing.
    fn skip_open(self, text: &[Piece], row: &mut [bool]) {
        for (j, t) in text.iter().enumerate() {
            if row.get(j) == Some(&true)
                && self.is_open(t, false)
                && let Some(slot) = row.get_mut(j + 1)
            {
                *slot = true;
            }
        }
    }

    fn is_open(self, piece: &Piece, in_pattern: bool) -> bool {
        match piece {
            Piece::Star => in_pattern || matches!(self.wild, Wild::Stars | Wild::All),
            Piece::Hole(_) | Piece::Variable(..) => matches!(self.wild, Wild::Holes | Wild::All),
            Piece::Lit(_) | Piece::One => false,
        }
    }

    fn equal(self, pattern: &Piece, text: &Piece) -> bool {
        match (pattern, text) {
            (Piece::Lit(a), Piece::Lit(b)) => same(*a, *b, self.case),
            (Piece::One, Piece::Lit(_) | Piece::One) => true,
            (Piece::Lit(_), Piece::One) => matches!(self.wild, Wild::Stars | Wild::All),
            (Piece::Hole(a), Piece::Hole(b)) => a == b && !a.is_empty() && !a.starts_with('?'),
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(words: &str) -> Text {
        let mut out = Text::default();
        for (i, part) in words.split('|').enumerate() {
            out = if i % 2 == 0 { out.then_pattern(part) } else { out.then(&Text::hole(part)) };
        }
        out
    }

    #[test]
    fn texts_cover_texts() {
        // Holes stand between bars.
        let table = [
            ("s3:Get*", "s3:GetObject", "yes"),
            ("s3:Get*", "s3:PutObject", "no"),
            ("a?c", "abc", "yes"),
            ("*", "|x|", "yes"),
            ("|x|/*", "|x|/key", "yes"),
            ("|x|/*", "|y|/key", "maybe"),
            ("arn:|x|/*", "arn:logs", "no"),
            ("arn:|x|", "arn:logs", "maybe"),
            ("arn:logs", "arn:|x|", "maybe"),
            ("arn:logs/*", "arn:|x|", "maybe"),
            ("a/*", "a/*", "yes"),
            ("a/b*", "a/*", "no"),
            ("||", "||", "maybe"),
        ];
        for (pattern, other, want) in table {
            let got = match text(pattern).covers(&text(other), Case::Ignored) {
                Tri::Yes => "yes",
                Tri::No => "no",
                Tri::Unknown(_) => "maybe",
            };
            assert_eq!(got, want, "{pattern} covers {other}");
        }
        assert_eq!(text("a/b*").meets(&text("a/*"), Case::Exact), Tri::Yes);
        assert_eq!(text("a/b*").meets(&text("a/c*"), Case::Exact), Tri::No);
        assert_eq!(
            Text::with_variables("home/${aws:username}/${*}").to_string(),
            "home/${aws:username}/*"
        );
    }
}
