//! From trees to values, as Helm reads YAML: by way of JSON, so that every number is a `float64`.

use ringfort_source::{Kind, Node, SourceId, Span};
use ringfort_syntax::{json, toml, yaml};

use crate::doubt::Doubt;
use crate::text::Text;
use crate::value::{Origin, Slot, Value};

/// The value of a tree of a values file. `place` gives the values key of a span, and why what stands there is not known.
pub(crate) fn value(node: &Node, place: &dyn Fn(Span) -> Origin) -> Value {
    let origin = place(node.span);
    let number = |f: f64| Value::float(f);
    let value = match &node.kind {
        Kind::Null => Value::nil(),
        Kind::Bool(b) => Value::bool(*b),
        Kind::Int(i) => number(*i as f64),
        Kind::Float(f) => number(*f),
        Kind::Str(text) => Value::str(&**text),
        Kind::Seq(items) => Value::list(items.iter().map(|n| self::value(n, place)).collect()),
        Kind::Map(entries) => Value::map(entries.iter().map(|e| {
            let slot = Slot { key: place(e.key_span).from, value: self::value(&e.value, place) };
            (e.key.as_ref().into(), slot)
        })),
        Kind::Unknown(_) => {
            return Value::unknown(Origin { doubt: Some(Doubt::Given), ..origin }, None);
        }
    };
    match &node.kind {
        // What a list or map holds is known, or not, by itself.
        Kind::Seq(_) | Kind::Map(_) => value.with(origin.key()),
        _ => value.with(origin),
    }
}

/// The formats that texts are read as.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Format {
    Yaml,
    Json,
    Toml,
}

/// Reads a text made by a template. The error is a sentence.
pub(crate) fn read(text: &Text, format: Format) -> Result<Value, String> {
    let source = SourceId(u32::MAX);
    let node = match format {
        Format::Json => {
            if text.text.trim().is_empty() {
                return Err("unexpected end of JSON input".into());
            }
            json::parse(source, &text.text).map_err(|e| e.message)?
        }
        Format::Toml => toml::parse(source, &text.text).map_err(|e| e.message)?,
        Format::Yaml => {
            let parsed = yaml::parse(source, &text.text);
            if let Some(error) = parsed.errors.into_iter().next() {
                return Err(error.message);
            }
            match parsed.documents.into_iter().next() {
                Some(document) => document.root,
                None => return Ok(Value::nil()),
            }
        }
    };
    let known = text.summary();
    let place = |span: Span| Origin {
        from: text.parts(span.range()).find_map(|(_, p)| p.from).or(known.from),
        doubt: text.parts(span.range()).find_map(|(_, p)| p.doubt),
        open: None,
    };
    let value = value(&node, &place);
    // All of it stands for something else: so does what it would be read as.
    Ok(match text.doubt(0..text.len()) {
        Some(doubt) => Value::unknown(Origin { doubt: Some(doubt), ..value.origin }, None),
        None => value,
    })
}
