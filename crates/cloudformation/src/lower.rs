//! From evaluated templates to resources of the model.

use std::rc::Rc;

use ringfort_model::cloud::{Mode, Reference, Resource};
use ringfort_source::{Entry, Kind, Node, Span};
use ringfort_vocab::NoticeKind;

use crate::eval::Scope;
use crate::eval::condition::Truth;
use crate::project::Evaluated;
use crate::stack::{Item, Stack};
use crate::translate::{Made, plain, resources};
use crate::value::{Field, K, Ref, Val};
use crate::{sam, table};

impl<'p> Stack<'p> {
    /// Adds the resources of this stack and of those it nests to `out`.
    pub(crate) fn emit(self: &Rc<Self>, root: &str, out: &mut Evaluated) {
        for entry in self.template.section("Parameters") {
            out.resources.push(self.variable(entry, root));
        }
        for item in &self.items {
            let open = match self.existence(item) {
                Truth::No => continue,
                Truth::Yes => None,
                Truth::Open(cause) => Some(cause),
            };
            self.emit_item(item, open, root, out);
        }
        for item in self.items.iter().filter(|i| self.existence(i) != Truth::No) {
            self.emit_nested(item, root, out);
        }
    }

    /// A parameter as what it is elsewhere: an input variable.
    fn variable(&self, entry: &Entry, root: &str) -> Resource {
        let told = |name: &str, to: &str| {
            let e = entry.value.entry(name)?;
            Some(Field::new(to.into(), e.key_span, Val::plain(&e.value)))
        };
        let value = self.parameter(&entry.key).cloned();
        let value = value.map(|v| Field::new("value".into(), entry.key_span, v));
        let fields = [
            told("Type", "type"),
            told("Default", "default"),
            told("NoEcho", "sensitive"),
            told("Description", "description"),
            value,
        ];
        let mut lower = Lower { stack: self, refs: Vec::new(), path: Vec::new() };
        let attrs = lower.node(&Val::map(entry.value.span, fields.into_iter().flatten()));
        Resource {
            address: format!("{}Parameters.{}", self.prefix, entry.key),
            root: root.into(),
            mode: Mode::Variable,
            kind: "variable".into(),
            name: entry.key.clone(),
            attrs,
            refs: lower.refs,
            span: entry.key_span.to(entry.value.span),
            header: entry.key_span,
        }
    }

    /// Does the resource exist?
    fn existence(self: &Rc<Self>, item: &Item<'p>) -> Truth {
        match item.node.get("Condition") {
            Some(node) => self.truth(node, &item.scope),
            None => Truth::Yes,
        }
    }

    fn emit_item(
        self: &Rc<Self>,
        item: &Item<'p>,
        open: Option<String>,
        root: &str,
        out: &mut Evaluated,
    ) {
        let mut scope = item.scope.clone();
        if &*item.kind == "AWS::CloudFormation::StackSet" {
            let message = format!(
                "the stack set `{}` deploys its template into other accounts and regions: it is judged only where its file                  is scanned, with the defaults of its parameters",
                item.id
            );
            self.engine.notice(item.key_span, NoticeKind::NotRendered, message);
        }
        if let Some(cause) = open {
            let message = format!(
                "whether `{}` exists is not known ({cause}); it is judged as one that does",
                item.id
            );
            self.engine.notice(item.key_span, NoticeKind::Unresolved, message);
            let condition = item.node.get("Condition").and_then(Node::as_str);
            scope.assumed = condition.map(|name| item.scope.key(name));
        }
        let properties = match item.node.get("Properties") {
            Some(node) => self.value(node, &scope),
            None => Val::map(item.node.span, []),
        };
        let properties = match properties.kind {
            K::Absent => Val::map(properties.span, []),
            _ => properties,
        };
        let made = self.made(item, properties, out);
        let address = self.address(item);
        for one in made {
            out.resources.push(self.resource(item, one, &address, root));
        }
    }

    /// What the resource is in Terraform's words.
    fn made(self: &Rc<Self>, item: &Item<'p>, properties: Val, out: &mut Evaluated) -> Vec<Made> {
        let table = table::table();
        let mut made = Vec::new();
        for (kind, properties) in sam::expanded(self, item, properties) {
            match table.get(&kind) {
                Some(entry) if &*entry.kind == "-" => {}
                Some(entry) => made.extend(resources(entry, properties)),
                None => {
                    *out.untranslated.entry(kind.to_string()).or_default() += 1;
                    let kind = table::generic(&kind).into();
                    made.push(Made { kind, attrs: plain(properties), place: None, own: None });
                }
            }
        }
        made
    }

    fn resource(&self, item: &Item<'p>, made: Made, address: &Rc<str>, root: &str) -> Resource {
        let of_whole = (header(item), item.key_span.to(item.node.span));
        let (header, span) = made.place.unwrap_or(of_whole);
        let mut attrs = made.attrs;
        let whole = attrs.span;
        if let K::Map(fields) = &mut attrs.kind {
            for f in fields.iter_mut().filter(|f| f.key_span == whole) {
                // A default: it would be written where the properties begin.
                (f.key_span, f.value.span) = (header, header);
            }
        }
        let mut lower = Lower { stack: self, refs: Vec::new(), path: Vec::new() };
        if let Some(own) = made.own {
            let own_ref = Ref { target: address.clone(), attribute: "".into(), span: header };
            let whole = Val::unknown(attrs.span, format!("known after apply: {address}"));
            let whole = whole.with_refs(&[own_ref]);
            match &mut attrs.kind {
                K::Map(fields) => fields.push(Field::new((*own).into(), attrs.span, whole)),
                _ => lower.note_at(&own, &whole),
            }
        }
        let attrs = lower.node(&attrs);
        Resource {
            address: address.to_string(),
            root: root.into(),
            mode: Mode::Managed,
            kind: made.kind,
            name: (*item.id).into(),
            attrs,
            refs: lower.refs,
            span,
            header,
        }
    }

    /// The resources of a nested stack, or a module that was not read.
    fn emit_nested(self: &Rc<Self>, item: &Item<'p>, root: &str, out: &mut Evaluated) {
        if !matches!(&*item.kind, "AWS::CloudFormation::Stack" | "AWS::Serverless::Application") {
            return;
        }
        if let Some(stack) = self.nested(&item.id) {
            stack.emit(root, out);
            return;
        }
        let place = item.node.get("Properties").map_or(item.key_span, |n| n.span);
        let message = format!(
            "the template of the nested stack `{}` is not among the files, so nothing in it was judged",
            item.id
        );
        self.engine.notice(header(item), NoticeKind::NotRendered, message);
        let arguments = item.node.get("Properties").map(|n| self.value(n, &Scope::default()));
        let mut lower = Lower { stack: self, refs: Vec::new(), path: Vec::new() };
        let attrs = lower.node(&plain(arguments.unwrap_or_else(|| Val::map(place, []))));
        out.resources.push(Resource {
            address: self.address(item).to_string(),
            root: root.into(),
            mode: Mode::Module,
            kind: "module".into(),
            name: (*item.id).into(),
            attrs,
            refs: lower.refs,
            span: item.key_span.to(item.node.span),
            header: header(item),
        });
    }
}

/// Logical id, type, up to where the properties begin: what a block's header is in Terraform.
fn header(item: &Item<'_>) -> Span {
    let kind = item.node.get("Type").map(|n| n.span);
    let properties = item.node.entry("Properties").map(|e| e.key_span);
    item.key_span.to(properties.or(kind).unwrap_or(item.key_span))
}

/// Turns one resource's values into nodes and gathers its references.
struct Lower<'s, 'p> {
    stack: &'s Stack<'p>,
    refs: Vec<Reference>,
    path: Vec<Rc<str>>,
}

impl Lower<'_, '_> {
    fn node(&mut self, value: &Val) -> Node {
        let span = value.span;
        let from = value.from.filter(|f| *f != span).map(Box::new);
        let size = if let K::Str(text) = &value.kind { 1 + text.len() / 64 } else { 1 };
        if let Err(cause) = self.stack.engine.spend(size, span) {
            return Node::unknown(span, cause);
        }
        self.note_at(&self.path.join("."), value);
        let kind = match &value.kind {
            K::Absent => Kind::Null,
            K::Bool(b) => Kind::Bool(*b),
            K::Int(i) => Kind::Int(*i),
            K::Float(f) => Kind::Float(*f),
            K::Str(text) => Kind::Str((**text).into()),
            K::Seq(items) => Kind::Seq(items.iter().map(|v| self.node(v)).collect()),
            K::Map(fields) => Kind::Map(fields.iter().map(|f| self.entry(f)).collect()),
            K::Unknown(cause) if self.is_policy() => Kind::Unknown(cause.explain().into()),
            K::Unknown(cause) => Kind::Unknown(cause.text.clone()),
        };
        Node { span, from, kind }
    }

    fn entry(&mut self, field: &Field) -> Entry {
        self.path.push(field.key.clone());
        let value = self.node(&field.value);
        self.path.pop();
        Entry { key: (*field.key).into(), key_span: field.key_span, value }
    }

    /// Is the walk inside of a policy's statements?
    fn is_policy(&self) -> bool {
        self.path.iter().any(|key| &**key == "Statement")
    }

    fn note_at(&mut self, path: &str, value: &Val) {
        for r in &value.refs {
            let reference = Reference {
                path: path.to_owned(),
                target: r.target.to_string(),
                attribute: r.attribute.to_string(),
                span: r.span,
            };
            let seen = |o: &Reference| {
                o.path == reference.path
                    && o.target == reference.target
                    && o.attribute == reference.attribute
            };
            if self.refs.len() < 1_000 && !self.refs.iter().any(seen) {
                self.refs.push(reference);
            }
        }
    }
}
