//! Calico's selector language (Calico documentation, "Selectors"): `app == 'web' && !has(debug)`.

use crate::expr::{Comparison, Domain, Expr};
use crate::labels::{ACCOUNT_NAME, NAMESPACE_NAME};

/// Deeper nesting than this is not followed.
const DEPTH: usize = 64;

/// What `text` says of labels of `domain`. What cannot be read is not known.
pub(crate) fn read(text: &str, domain: Domain) -> Expr {
    let mut parser = Parser { rest: text.trim(), domain };
    if parser.rest.is_empty() {
        return Expr::All;
    }
    match parser.either(0) {
        Some(expr) if parser.rest.is_empty() => expr,
        _ => Expr::Unknown(format!("selector `{text}` cannot be read").into()),
    }
}

struct Parser<'t> {
    rest: &'t str,
    domain: Domain,
}

impl<'t> Parser<'t> {
    fn eat(&mut self, token: &str) -> bool {
        match self.rest.strip_prefix(token) {
            Some(rest) => {
                self.rest = rest.trim_start();
                true
            }
            None => false,
        }
    }

    /// A keyword: what follows must not continue a word.
    fn word(&mut self, word: &str) -> bool {
        let continues = |rest: &str| rest.starts_with(|c: char| is_label(c));
        match self.rest.strip_prefix(word) {
            Some(rest) if !continues(rest) => self.eat(word),
            _ => false,
        }
    }

    fn either(&mut self, depth: usize) -> Option<Expr> {
        let mut parts = vec![self.both(depth)?];
        while self.eat("||") {
            parts.push(self.both(depth)?);
        }
        Some(Expr::or(parts))
    }

    fn both(&mut self, depth: usize) -> Option<Expr> {
        let mut parts = vec![self.one(depth)?];
        while self.eat("&&") {
            parts.push(self.one(depth)?);
        }
        Some(Expr::and(parts))
    }

    fn one(&mut self, depth: usize) -> Option<Expr> {
        if depth > DEPTH {
            return None;
        }
        if self.eat("!") {
            return Some(self.one(depth + 1)?.not());
        }
        if self.eat("(") {
            let inner = self.either(depth + 1)?;
            return self.eat(")").then_some(inner);
        }
        if self.eat("all()") {
            return Some(Expr::All);
        }
        if self.eat("global()") {
            return Some(Expr::Has(Domain::Namespace, NAMESPACE_NAME.into()).not());
        }
        if self.eat("has(") {
            let label = self.label()?;
            let (domain, key) = key(label, self.domain);
            return self.eat(")").then_some(Expr::Has(domain, key));
        }
        self.comparison()
    }

    fn comparison(&mut self) -> Option<Expr> {
        let label = self.label()?;
        let (domain, key) = key(label, self.domain);
        if self.eat("==") {
            return Some(Expr::In(domain, key, vec![self.text()?]));
        }
        if self.eat("!=") {
            return Some(Expr::In(domain, key, vec![self.text()?]).not());
        }
        if self.word("not") {
            return if self.word("in") {
                Some(Expr::In(domain, key, self.set()?).not())
            } else {
                None
            };
        }
        if self.word("in") {
            return Some(Expr::In(domain, key, self.set()?));
        }
        let comparison = if self.word("contains") {
            Comparison::Contains
        } else if self.word("starts") && self.word("with") {
            Comparison::StartsWith
        } else if self.word("ends") && self.word("with") {
            Comparison::EndsWith
        } else {
            return None;
        };
        Some(Expr::Text(domain, key, comparison, self.text()?))
    }

    fn label(&mut self) -> Option<&'t str> {
        let end = self.rest.find(|c| !is_label(c)).unwrap_or(self.rest.len());
        let (label, rest) = self.rest.split_at_checked(end)?;
        self.rest = rest.trim_start();
        (!label.is_empty()).then_some(label)
    }

    fn text(&mut self) -> Option<Box<str>> {
        let quote = self.rest.chars().next().filter(|c| matches!(c, '\'' | '"'))?;
        let (text, rest) = self.rest.get(1..)?.split_once(quote)?;
        self.rest = rest.trim_start();
        Some(text.into())
    }

    fn set(&mut self) -> Option<Vec<Box<str>>> {
        let mut values = vec![];
        if !self.eat("{") {
            return None;
        }
        while !self.eat("}") {
            values.push(self.text()?);
            if !self.eat(",") && !self.rest.starts_with('}') {
                return None;
            }
        }
        Some(values)
    }
}

fn is_label(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '/' | '-')
}

/// Labels that Calico adds, and those that name their owner in front.
fn key(label: &str, domain: Domain) -> (Domain, Box<str>) {
    match (label, domain) {
        ("projectcalico.org/namespace", _) | ("projectcalico.org/name", Domain::Namespace) => {
            (Domain::Namespace, NAMESPACE_NAME.into())
        }
        ("projectcalico.org/serviceaccount", _) | ("projectcalico.org/name", Domain::Account) => {
            (Domain::Account, ACCOUNT_NAME.into())
        }
        _ => match (label.strip_prefix("pcns."), label.strip_prefix("pcsa.")) {
            (Some(own), _) => (Domain::Namespace, own.into()),
            (None, Some(own)) => (Domain::Account, own.into()),
            (None, None) => (domain, label.into()),
        },
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn selectors_are_read() {
        let is = |key: &str, value: &str| Expr::is(Domain::Pod, key, value);
        let table = [
            ("", Expr::All),
            ("all()", Expr::All),
            ("app == 'web'", is("app", "web")),
            ("app==\"web\"&&tier=='front'", Expr::and([is("app", "web"), is("tier", "front")])),
            ("app != 'web'", is("app", "web").not()),
            (
                "app in {'a', 'b'} || has(x)",
                Expr::or([
                    Expr::In(Domain::Pod, "app".into(), vec!["a".into(), "b".into()]),
                    Expr::Has(Domain::Pod, "x".into()),
                ]),
            ),
            ("app not in {'a'}", is("app", "a").not()),
            ("!(app == 'a')", is("app", "a").not()),
            (
                "app starts with 'a'",
                Expr::Text(Domain::Pod, "app".into(), Comparison::StartsWith, "a".into()),
            ),
            (
                "projectcalico.org/namespace == 'a'",
                Expr::is(Domain::Namespace, NAMESPACE_NAME, "a"),
            ),
            ("inside == 'a'", is("inside", "a")),
        ];
        for (text, expected) in table {
            assert_eq!(read(text, Domain::Pod), expected, "{text}");
        }
        for text in ["app ==", "app in {'a'", "app = 'a'", "(all()", "&& all()"] {
            assert!(matches!(read(text, Domain::Pod), Expr::Unknown(_)), "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_ends(text in "[a-z!(){}'= &|é]{0,40}") {
            let _ = read(&text, Domain::Pod);
        }
    }

    #[test]
    fn deep_nesting_ends() {
        let text = format!("{}all()", "!(".repeat(100_000));
        assert!(matches!(read(&text, Domain::Pod), Expr::Unknown(_)));
    }
}
