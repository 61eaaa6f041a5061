//! Variables in arguments: `$X`, `${X}`, `${X:-default}`, `${X:+set}` and quotes around them.

/// A variable that has no value, or a form that is not evaluated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unresolved(pub String);

/// How deep defaults may hold defaults.
const MAX_NESTED: u32 = 16;

/// `word` with its variables replaced and its quotes removed. `lookup` gives a variable's value, if it
/// has one that is known.
pub fn expand(
    word: &str,
    escape: char,
    lookup: &dyn Fn(&str) -> Option<String>,
) -> Result<String, Unresolved> {
    Expander { rest: word, escape, lookup, nested: 0 }.run()
}

struct Expander<'a> {
    rest: &'a str,
    escape: char,
    lookup: &'a dyn Fn(&str) -> Option<String>,
    nested: u32,
}

impl Expander<'_> {
    fn run(mut self) -> Result<String, Unresolved> {
        let (mut out, mut double) = (String::new(), false);
        while let Some(c) = self.next() {
            match c {
                '\'' if !double => {
                    let (inside, after) = self.rest.split_once('\'').unwrap_or((self.rest, ""));
                    out.push_str(inside);
                    self.rest = after;
                }
                '"' => double = !double,
                '$' => self.variable(&mut out)?,
                c if c == self.escape => {
                    let next = self.next();
                    // Inside double quotes the escape is kept before anything it does not protect.
                    if double && !matches!(next, Some('"' | '$')) && next != Some(self.escape) {
                        out.push(c);
                    }
                    out.extend(next);
                }
                c => out.push(c),
            }
        }
        Ok(out)
    }

    fn next(&mut self) -> Option<char> {
        let c = self.rest.chars().next()?;
        self.rest = self.rest.get(c.len_utf8()..).unwrap_or("");
        Some(c)
    }

    fn variable(&mut self, out: &mut String) -> Result<(), Unresolved> {
        if let Some(body) = self.rest.strip_prefix('{') {
            let end = closing(body).ok_or_else(|| Unresolved(body.into()))?;
            self.rest = body.get(end + 1..).unwrap_or("");
            out.push_str(&self.braced(body.get(..end).unwrap_or(""))?);
            return Ok(());
        }
        let name = name_of(self.rest);
        if name.is_empty() {
            out.push('$');
            return Ok(());
        }
        self.rest = self.rest.get(name.len()..).unwrap_or("");
        out.push_str(&(self.lookup)(name).ok_or_else(|| Unresolved(name.into()))?);
        Ok(())
    }

    /// The inside of `${...}`.
    fn braced(&self, body: &str) -> Result<String, Unresolved> {
        let name = name_of(body);
        let value = (self.lookup)(name);
        let operator = body.get(name.len()..).unwrap_or("");
        let unresolved = || Unresolved(name.to_owned());
        let full = value.clone().filter(|v| !v.is_empty());
        if let Some(word) = operator.strip_prefix(":-") {
            full.map_or_else(|| self.inner(word), Ok)
        } else if let Some(word) = operator.strip_prefix('-') {
            value.map_or_else(|| self.inner(word), Ok)
        } else if let Some(word) = operator.strip_prefix(":+") {
            full.map_or(Ok(String::new()), |_| self.inner(word))
        } else if let Some(word) = operator.strip_prefix('+') {
            value.map_or(Ok(String::new()), |_| self.inner(word))
        } else if operator.is_empty() || operator.starts_with(":?") || operator.starts_with('?') {
            value.ok_or_else(unresolved)
        } else {
            Err(unresolved())
        }
    }

    fn inner(&self, word: &str) -> Result<String, Unresolved> {
        if self.nested >= MAX_NESTED {
            return Err(Unresolved(word.into()));
        }
        let nested = self.nested + 1;
        Expander { rest: word, escape: self.escape, lookup: self.lookup, nested }.run()
    }
}

/// The variable's name that `text` begins with.
fn name_of(text: &str) -> &str {
    let end = text.find(|c: char| c != '_' && !c.is_ascii_alphanumeric());
    text.get(..end.unwrap_or(text.len())).unwrap_or("")
}

/// The offset of the brace that closes `body`.
fn closing(body: &str) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, c) in body.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => return Some(at),
            '}' => depth -= 1,
            _ => {}
        }
    }
    None
}
