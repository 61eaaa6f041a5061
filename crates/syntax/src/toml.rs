//! TOML to the neutral value tree, with the place of every value. Entries are in source order; dates
//! become text.

use ::toml::Spanned;
use ::toml::de::{DeTable, DeValue};
use ringfort_source::{Entry, Kind, Node, SourceId, Span};

use crate::Error;
pub use crate::comments::toml as comments;

/// Reads a TOML text.
pub fn parse(source: SourceId, text: &str) -> Result<Node, Error> {
    match DeTable::parse(text) {
        Ok(root) => Ok(table(source, Span::of(source, 0..text.len()), root.get_ref())),
        Err(error) => {
            let at = error.span().map_or(Span::file(source), |range| Span::of(source, range));
            let cause = error.message().replace('\n', ", ");
            Err(Error::new(at, format!("the TOML cannot be read: {cause}; correct the text here")))
        }
    }
}

fn table(source: SourceId, at: Span, table: &DeTable<'_>) -> Node {
    let entries = table.iter().map(|(key, item)| Entry {
        key: key.get_ref().as_ref().into(),
        key_span: Span::of(source, key.span()),
        value: value(source, item),
    });
    let mut entries: Vec<Entry> = entries.collect();
    entries.sort_by_key(|e| e.key_span);
    Node::new(at, Kind::Map(entries))
}

fn value(source: SourceId, item: &Spanned<DeValue<'_>>) -> Node {
    let at = Span::of(source, item.span());
    let kind = match item.get_ref() {
        DeValue::String(text) => Kind::Str(text.as_ref().into()),
        DeValue::Integer(int) => i64::from_str_radix(int.as_str(), int.radix())
            .map_or_else(|_| Kind::Str(int.to_string().into()), Kind::Int),
        DeValue::Float(float) => {
            let text = float.as_str();
            text.parse().map_or_else(|_| Kind::Str(text.into()), Kind::Float)
        }
        DeValue::Boolean(flag) => Kind::Bool(*flag),
        DeValue::Datetime(date) => Kind::Str(date.to_string().into()),
        DeValue::Array(items) => Kind::Seq(items.iter().map(|i| value(source, i)).collect()),
        DeValue::Table(inner) => return table(source, at, inner),
    };
    Node::new(at, kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_have_their_places() {
        let text = "a = 1\n[t]\nb = 'x'\n[[l]]\nc = [true]\n[[l]]\n";
        let root = parse(SourceId(0), text).expect("valid");
        let b = root.at("t.b");
        assert_eq!((b.str(), &text[b.span().range()]), (Some("x"), "'x'"));
        assert_eq!(root.at("l").list().len(), 2);
        let error = parse(SourceId(0), "a = \nb = 1").expect_err("no value");
        assert!(error.message.contains("; "), "{}", error.message);
    }
}
