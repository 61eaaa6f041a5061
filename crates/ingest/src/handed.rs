//! What is handed to `helm template` for a chart that something else installs: the values as one text, and settings
//! as flags. What is not known cannot be handed over.

use std::fmt::Write;

use ringfort_helm::Setting;
use ringfort_source::{Entry, Kind, Node};

/// The trees, later ones over earlier ones, as JSON; `None` where there are none.
pub(crate) fn values(trees: &[Node]) -> Result<Option<String>, String> {
    let mut all = trees.iter();
    let Some(first) = all.next() else { return Ok(None) };
    let whole = all.fold(first.clone(), laid);
    let mut out = String::new();
    write(&whole, &mut out)?;
    Ok(Some(out))
}

/// `upper` over `lower`: maps are joined, everything else is replaced.
fn laid(mut lower: Node, upper: &Node) -> Node {
    let Kind::Map(entries) = &mut lower.kind else { return upper.clone() };
    if upper.is_unknown() {
        return upper.clone();
    }
    for entry in upper.entries() {
        match entries.iter_mut().find(|e| e.key == entry.key) {
            Some(there) if matches!(entry.value.kind, Kind::Map(_)) => {
                let null = Node::new(entry.key_span, Kind::Null);
                let below = std::mem::replace(&mut there.value, null);
                there.value = laid(below, &entry.value);
            }
            Some(there) => there.value = entry.value.clone(),
            None => entries.push(entry.clone()),
        }
    }
    lower
}

fn unknown(node: &Node) -> String {
    format!("its values are not all known ({})", node.cause())
}

fn write(node: &Node, out: &mut String) -> Result<(), String> {
    match &node.kind {
        Kind::Unknown(_) => return Err(unknown(node)),
        Kind::Null => out.push_str("null"),
        Kind::Str(text) => quoted(text, out),
        Kind::Seq(items) => {
            out.push('[');
            for (index, item) in items.iter().enumerate() {
                out.push_str(if index > 0 { "," } else { "" });
                write(item, out)?;
            }
            out.push(']');
        }
        Kind::Map(entries) => {
            out.push('{');
            for (index, Entry { key, value, .. }) in entries.iter().enumerate() {
                out.push_str(if index > 0 { "," } else { "" });
                quoted(key, out);
                out.push(':');
                write(value, out)?;
            }
            out.push('}');
        }
        Kind::Float(number) if !number.is_finite() => out.push_str("null"),
        Kind::Bool(_) | Kind::Int(_) | Kind::Float(_) => {
            out.push_str(&node.scalar().unwrap_or_default());
        }
    }
    Ok(())
}

fn quoted(text: &str, out: &mut String) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            c if (c as u32) < 0x20 => {
                let _ = write!(out, "\\u{:04x}", c as u32);
            }
            c => out.push(c),
        }
    }
    out.push('"');
}

/// A setting as flag and argument, as the Terraform provider hands it to Helm.
pub(crate) fn flag(setting: &Setting) -> Result<(&'static str, String), String> {
    let text = match &setting.value.kind {
        Kind::Seq(items) => {
            let items: Option<Vec<String>> = items.iter().map(Node::scalar).collect();
            items.map(|items| format!("{{{}}}", items.join(",")))
        }
        Kind::Null => Some("null".to_owned()),
        _ => setting.value.scalar(),
    };
    let text = text.ok_or_else(|| unknown(&setting.value))?;
    let flag = if setting.text { "--set-string" } else { "--set" };
    Ok((flag, format!("{}={text}", setting.path)))
}

#[cfg(test)]
mod tests {
    use ringfort_source::{SourceId, Span};
    use ringfort_syntax::yaml;

    use super::*;

    fn tree(text: &str) -> Node {
        yaml::parse(SourceId(0), text).documents.remove(0).root
    }

    #[test]
    fn values_are_handed_over_as_one_text() {
        let table: [(&[&str], Option<&str>); 4] = [
            (&[], None),
            (&["a: {b: 1, c: x}", "a: {b: 2}\nd: null"], Some(r#"{"a":{"b":2,"c":"x"},"d":null}"#)),
            (&["a: [1, true]", "a: {b: 1.5}"], Some(r#"{"a":{"b":1.5}}"#)),
            (&["a: \"q\\\"\\n\\\\\""], Some("{\"a\":\"q\\\"\\u000a\\\\\"}")),
        ];
        for (texts, expected) in table {
            let trees: Vec<Node> = texts.iter().map(|t| tree(t)).collect();
            assert_eq!(values(&trees).unwrap().as_deref(), expected, "{texts:?}");
        }
        let open = Node::unknown(Span::file(SourceId(0)), "var.x");
        assert!(values(&[tree("a: 1"), open]).unwrap_err().contains("var.x"));
    }

    #[test]
    fn settings_become_flags() {
        let table = [
            ("x", false, "--set", "a.b=x"),
            ("'1'", true, "--set-string", "a.b=1"),
            ("[p, q]", false, "--set", "a.b={p,q}"),
        ];
        for (value, text, name, argument) in table {
            let setting = Setting { path: "a.b".into(), value: tree(value), text };
            assert_eq!(flag(&setting), Ok((name, argument.to_owned())));
        }
    }
}
