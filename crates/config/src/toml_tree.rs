//! TOML text to the neutral value tree.

use ringfort_source::{Entry, Kind, Node, SourceId, Span};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// The tree of a TOML text, or the place and cause of its first mistake.
pub(crate) fn parse(source: SourceId, text: &str) -> Result<Node, (Span, String)> {
    match DeTable::parse(text) {
        Ok(root) => Ok(table(source, Span::of(source, root.span()), root.get_ref())),
        Err(error) => {
            let at = error.span().map_or(Span::file(source), |range| Span::of(source, range));
            Err((at, error.message().replace('\n', ", ")))
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
            float.as_str().parse().map_or_else(|_| Kind::Str(float.to_string().into()), Kind::Float)
        }
        DeValue::Boolean(flag) => Kind::Bool(*flag),
        DeValue::Datetime(date) => Kind::Str(date.to_string().into()),
        DeValue::Array(items) => Kind::Seq(items.iter().map(|i| value(source, i)).collect()),
        DeValue::Table(inner) => return table(source, at, inner),
    };
    Node::new(at, kind)
}
