//! From nodes to values: the walk, and which function is which.

mod cidr;
pub(crate) mod condition;
mod functions;
mod lists;

use std::rc::Rc;

use ringfort_source::{Kind, Node, Span};

use crate::foreach;
use crate::stack::Stack;
use crate::text::{self, concat};
use crate::value::{Field, Val};

/// Longest text in which the variables of loops are replaced.
const MAX_LOOPED: usize = 1 << 16;

/// What holds at a place.
#[derive(Clone, Debug, Default)]
pub(crate) struct Scope {
    /// The variables of the loops around it.
    loops: Vec<(Rc<str>, Val)>,
    /// The condition without which the place would not be there.
    pub(crate) assumed: Option<Rc<str>>,
}

impl Scope {
    pub(crate) fn get(&self, name: &str) -> Option<&Val> {
        self.loops.iter().rev().find(|(n, _)| &**n == name).map(|(_, v)| v)
    }

    pub(crate) fn with(&self, name: Rc<str>, value: Val) -> Self {
        let mut inner = self.clone();
        inner.loops.push((name, value));
        inner
    }

    /// A text with the variables of loops in it.
    pub(crate) fn text(&self, span: Span, text: &str) -> Val {
        let plain = !text.contains("${") && !text.contains("&{");
        if self.loops.is_empty() || plain || text.len() > MAX_LOOPED {
            return Val::text(span, text);
        }
        let mut out = text.to_owned();
        for (name, value) in &self.loops {
            let short = |v: &Rc<str>| v.len() <= 1024 && out.len() <= MAX_LOOPED;
            let Some(value) = value.scalar().filter(short) else { continue };
            out = out.replace(&format!("${{{name}}}"), &value);
            out = out.replace(&format!("&{{{name}}}"), &value);
        }
        Val::text(span, out)
    }

    /// A key with the variables of loops in it.
    pub(crate) fn key(&self, key: &str) -> Rc<str> {
        let at = Span::file(ringfort_source::SourceId(0));
        self.text(at, key).scalar().unwrap_or_else(|| key.into())
    }
}

impl Stack<'_> {
    /// The value of `node`.
    pub(crate) fn value(self: &Rc<Self>, node: &Node, scope: &Scope) -> Val {
        if let Err(cause) = self.engine.spend(1, node.span) {
            return Val::unknown(node.span, cause);
        }
        match &node.kind {
            Kind::Str(text) => self.text(node.span, text, scope),
            Kind::Seq(items) => {
                Val::seq(node.span, items.iter().map(|item| self.value(item, scope)))
            }
            Kind::Map(entries) => match entries.as_slice() {
                [one] if is_function(&one.key) => self.call(&one.key, &one.value, node.span, scope),
                _ => self.map(node, scope),
            },
            _ => Val::plain(node),
        }
    }

    fn text(&self, span: Span, text: &str, scope: &Scope) -> Val {
        let value = scope.text(span, text);
        if let Err(cause) = self.engine.spend(value.weight(), span) {
            return Val::unknown(span, cause);
        }
        let known = value.as_str().unwrap_or(text);
        text::resolved_later(span, known).unwrap_or(value)
    }

    fn map(self: &Rc<Self>, node: &Node, scope: &Scope) -> Val {
        let mut fields = Vec::new();
        for entry in node.entries() {
            if &*entry.key == "Fn::Transform" {
                return transformed(node.span);
            }
            if entry.key.starts_with("Fn::ForEach::") {
                let each = |inner: &Node, scope: &Scope| {
                    fields.extend(self.map(inner, scope).fields().iter().cloned());
                };
                if foreach::each(self, &entry.value, scope, each).is_err() {
                    return Val::unknown(node.span, "the loop here cannot be unrolled");
                }
                continue;
            }
            let value = self.value(&entry.value, scope);
            fields.push(Field::new(scope.key(&entry.key), entry.key_span, value));
        }
        Val::map(node.span, fields)
    }

    /// The value of a function. Source: "Intrinsic function reference" of the template reference.
    fn call(self: &Rc<Self>, name: &str, argument: &Node, span: Span, scope: &Scope) -> Val {
        let value = |node: &Node| self.value(node, scope);
        match name {
            "Ref" => self.reference(argument, span, scope),
            "Fn::Sub" => self.substituted(argument, span, scope),
            "Fn::GetAtt" => self.attribute_of(argument, span, scope),
            "Fn::If" => self.chosen(argument, span, scope),
            "Fn::Join" => self.bought(lists::join(&value(argument), span)),
            "Fn::Split" => lists::split(&value(argument), span),
            "Fn::Select" => lists::select(&value(argument), span),
            "Fn::Cidr" => cidr::cidr(&value(argument), span),
            "Fn::Length" => lists::length(&value(argument), span),
            "Fn::FindInMap" => self.found_in_map(argument, span, scope),
            // What is encoded, and what becomes JSON, is of interest as it is.
            "Fn::Base64" | "Fn::ToJsonString" => value(argument),
            "Fn::GetAZs" => Val::unknown(span, "known after apply: the zones of the region"),
            "Fn::ImportValue" => self.imported(&value(argument), span),
            "Fn::Transform" => transformed(span),
            "Fn::And" | "Fn::Or" | "Fn::Not" | "Fn::Equals" => {
                self.truth_of(name, argument, scope).value(span)
            }
            _ => self.wrong(span, format!("the function {name} is not known")),
        }
    }

    fn substituted(self: &Rc<Self>, argument: &Node, span: Span, scope: &Scope) -> Val {
        let (template, names) = match argument.items() {
            [template, names] => (template, Some(names)),
            _ => (argument, None),
        };
        let Some(text) = template.as_str() else {
            return self.wrong(span, "Fn::Sub needs a text");
        };
        let mut out = Vec::new();
        for piece in text::pieces(text) {
            out.push(match piece {
                text::Piece::Text(text) => self.text(span, text, scope),
                text::Piece::Literal(name) => Val::text(span, format!("${{{name}}}")),
                text::Piece::Name(name) => match names.and_then(|n| n.get(name)) {
                    Some(node) => self.value(node, scope),
                    None => self.named(name, span, scope),
                },
            });
            let size = out.last().map_or(1, Val::weight);
            if let Err(cause) = self.engine.spend(size, span) {
                return Val::unknown(span, cause);
            }
        }
        let whole = self.bought(concat(span, &out));
        match whole.as_str().and_then(|text| text::resolved_later(span, text)) {
            Some(later) => later.with_refs(&whole.refs),
            None => Val { from: template_place(template, span), ..whole },
        }
    }
}

/// Where a text stands that is not in the place of the call.
fn template_place(template: &Node, span: Span) -> Option<Span> {
    (!span.contains(template.span)).then_some(template.span)
}

fn transformed(span: Span) -> Val {
    Val::unknown(span, "a macro or an included snippet decides about this on deployment")
}

fn is_function(key: &str) -> bool {
    key == "Ref" || key.starts_with("Fn::") && !key.starts_with("Fn::ForEach::")
}
