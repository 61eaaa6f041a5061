//! Reading one table of settings: known keys with their types, and an error for everything else.

use ringfort_source::{Entry, Kind, Node, Span};

use crate::{Date, Spanned, did_you_mean};

/// Mistakes by place, gathered while reading.
pub(crate) type Mistakes = Vec<(Span, String)>;

/// One table while it is read. Every key that is asked for is a known key of it.
pub(crate) struct Table<'a> {
    node: &'a Node,
    name: String,
    known: Vec<&'static str>,
}

impl<'a> Table<'a> {
    /// The table `node`, called `name` in messages (`[environments.dev]`).
    pub(crate) fn new(node: &'a Node, name: impl Into<String>, mistakes: &mut Mistakes) -> Self {
        let name = name.into();
        if !matches!(node.kind, Kind::Map(_)) {
            mistakes.push((node.span, format!("{name} must be a table, not {}", kind(node))));
        }
        Self { node, name, known: Vec::new() }
    }

    /// The value of `key`, which is from now on known.
    pub(crate) fn get(&mut self, key: &'static str) -> Option<&'a Node> {
        self.known.push(key);
        self.node.get(key)
    }

    /// The text of `key`, read by `parse`; `expected` says what it must be.
    pub(crate) fn parsed<T>(
        &mut self,
        key: &'static str,
        mistakes: &mut Mistakes,
        parse: impl Fn(&str) -> Result<T, String>,
    ) -> Option<Spanned<T>> {
        let node = self.get(key)?;
        let Some(text) = node.as_str() else {
            mistakes.push((node.span, format!("`{key}` must be a text, not {}", kind(node))));
            return None;
        };
        match parse(text) {
            Ok(value) => Some(Spanned { value, at: node.span }),
            Err(cause) => {
                mistakes.push((node.span, format!("`{key}`: {cause}")));
                None
            }
        }
    }

    /// The text of `key`.
    pub(crate) fn text(&mut self, key: &'static str, m: &mut Mistakes) -> Option<Spanned<String>> {
        self.parsed(key, m, |text| Ok(text.to_owned()))
    }

    /// The text of `key`, which must be there and not be blank.
    pub(crate) fn required(&mut self, key: &'static str, m: &mut Mistakes) -> Spanned<String> {
        let text = self.parsed(key, m, |text| match text.trim() {
            "" => Err("must not be empty".to_owned()),
            text => Ok(text.to_owned()),
        });
        self.or_missing(key, text, m).unwrap_or_else(|| Spanned::new(String::new(), self.node.span))
    }

    /// The date of `key`, if it is there.
    pub(crate) fn date(&mut self, key: &'static str, m: &mut Mistakes) -> Option<Spanned<Date>> {
        self.parsed(key, m, |text| {
            Date::parse(text).ok_or_else(|| format!("`{text}` is not a date (YYYY-MM-DD)"))
        })
    }

    /// The date of `key`, which must be there.
    pub(crate) fn required_date(
        &mut self,
        key: &'static str,
        m: &mut Mistakes,
    ) -> Option<Spanned<Date>> {
        let date = self.date(key, m);
        self.or_missing(key, date, m)
    }

    /// The list of texts of `key`; empty where it is not written.
    pub(crate) fn list(&mut self, key: &'static str, m: &mut Mistakes) -> Vec<Spanned<String>> {
        let Some(node) = self.get(key) else { return Vec::new() };
        let Kind::Seq(items) = &node.kind else {
            m.push((node.span, format!("`{key}` must be a list of texts, not {}", kind(node))));
            return Vec::new();
        };
        let mut texts = Vec::with_capacity(items.len());
        for item in items {
            match item.as_str() {
                Some(text) => texts.push(Spanned::new(text.to_owned(), item.span)),
                None => m.push((item.span, format!("`{key}` holds {}, not a text", kind(item)))),
            }
        }
        texts
    }

    /// The list of texts of `key` without their places.
    pub(crate) fn plain_list(&mut self, key: &'static str, m: &mut Mistakes) -> Vec<String> {
        self.list(key, m).into_iter().map(|s| s.value).collect()
    }

    /// The entries of the table `key`; empty where it is not written.
    pub(crate) fn entries(&mut self, key: &'static str, m: &mut Mistakes) -> &'a [Entry] {
        let Some(node) = self.get(key) else { return &[] };
        if !matches!(node.kind, Kind::Map(_)) {
            m.push((node.span, format!("`{key}` must be a table, not {}", kind(node))));
        }
        node.entries()
    }

    /// Ends the reading: every key that was not asked for is a mistake.
    pub(crate) fn finish(self, mistakes: &mut Mistakes) {
        for entry in self.node.entries().iter().filter(|e| !self.known.contains(&&*e.key)) {
            let hint = did_you_mean(&entry.key, self.known.iter().copied());
            let hint = if hint.is_empty() { self.all_keys() } else { hint };
            let text = format!("unknown key `{}` in {}{hint}", entry.key, self.name);
            mistakes.push((entry.key_span, text));
        }
    }

    fn all_keys(&self) -> String {
        format!(" (known keys: {})", self.known.join(", "))
    }

    /// `value`, or a mistake if `key` is not written at all.
    fn or_missing<T>(&self, key: &str, value: Option<T>, m: &mut Mistakes) -> Option<T> {
        if self.node.get(key).is_none() {
            m.push((self.node.span, format!("{} needs the key `{key}`", self.name)));
        }
        value
    }
}

/// What a value is, in a person's words.
fn kind(node: &Node) -> &'static str {
    match node.kind {
        Kind::Null | Kind::Unknown(_) => "nothing",
        Kind::Bool(_) => "a boolean",
        Kind::Int(_) | Kind::Float(_) => "a number",
        Kind::Str(_) => "a text",
        Kind::Seq(_) => "a list",
        Kind::Map(_) => "a table",
    }
}
