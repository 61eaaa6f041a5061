//! Values for variables of Terraform, from tables of settings.

use ringfort_source::{Kind, Node};

use crate::Spanned;
use crate::reader::{Mistakes, Table};

impl Table<'_> {
    /// The entries of the table `key` as `NAME=VALUE`, the form that Terraform's `-var` takes: a text as it
    /// is, a list or a table as an expression.
    pub(crate) fn variables(
        &mut self,
        key: &'static str,
        m: &mut Mistakes,
    ) -> Vec<Spanned<String>> {
        let mut found = Vec::new();
        for entry in self.entries(key, m) {
            let value = match &entry.value.kind {
                Kind::Str(text) => Some(text.to_string()),
                _ => expression(&entry.value),
            };
            match value {
                Some(value) => {
                    let text = format!("{}={value}", entry.key);
                    found.push(Spanned::new(text, entry.value.span));
                }
                None => m.push((
                    entry.value.span,
                    format!("`{}` in `{key}` is no value a variable can have", entry.key),
                )),
            }
        }
        found
    }
}

/// A value in Terraform's syntax.
fn expression(node: &Node) -> Option<String> {
    match &node.kind {
        Kind::Str(text) => Some(quoted(text)),
        Kind::Seq(items) => {
            let items: Option<Vec<String>> = items.iter().map(expression).collect();
            Some(format!("[{}]", items?.join(", ")))
        }
        Kind::Map(entries) => {
            let field = |e: &ringfort_source::Entry| {
                Some(format!("{} = {}", quoted(&e.key), expression(&e.value)?))
            };
            let fields: Option<Vec<String>> = entries.iter().map(field).collect();
            Some(format!("{{{}}}", fields?.join(", ")))
        }
        _ => node.scalar(),
    }
}

/// A text in quotes, in which nothing is a template.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            _ => out.push(c),
        }
    }
    let out = out.replace("${", "$${").replace("%{", "%%{");
    out + "\""
}
