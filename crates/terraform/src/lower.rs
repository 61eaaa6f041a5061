//! Values to resources of the model.

use std::rc::Rc;

use ringfort_model::cloud::{Mode, Reference, Resource};
use ringfort_source::{Entry, Kind, Node, Span};
use ringfort_syntax::hcl::Block;
use ringfort_vocab::NoticeKind;

use crate::calls::Call;
use crate::eval::Bind;
use crate::library::is_described;
use crate::policy::tree_of_text;
use crate::scope::{Scope, StandIn};
use crate::traverse::known_after_apply;
use crate::value::{Cause, K, Map, Val};

impl<'p> Scope<'p> {
    /// All resources of this scope and of the modules it calls, in source order, callers first.
    pub(crate) fn emit(self: &Rc<Self>, out: &mut Vec<Resource>) {
        for block in &self.module.blocks {
            self.emit_block(block, out);
        }
        for block in &self.module.blocks {
            if &*block.kind == "module"
                && let Call::Local { scopes, .. } = &*self.module_call(block.label(0), block)
            {
                for (_, scope) in scopes {
                    scope.emit(out);
                }
            }
        }
    }

    fn emit_block(self: &Rc<Self>, block: &'p Block, out: &mut Vec<Resource>) {
        let label = block.label(0);
        // What a description declares is not the user's to mend.
        if self.site.stand_in.is_some() && matches!(&*block.kind, "variable" | "output") {
            return;
        }
        match &*block.kind {
            "resource" => self.emit_instances(Mode::Managed, label.into(), block, out),
            "data" | "ephemeral" => {
                let kind = format!("{}.{label}", block.kind);
                self.emit_instances(Mode::Data, kind, block, out);
            }
            "provider" => {
                let alias = block.body.attr("alias").and_then(|a| a.value.word());
                let name = alias.unwrap_or(label);
                let dot = alias.map_or(String::new(), |a| format!(".{a}"));
                let address = format!("{}provider.{label}{dot}", self.site.prefix);
                let attrs = self.block_value(block, None);
                let kind = format!("provider.{label}");
                out.push(self.resource(Mode::Provider, kind, name, address, block, &attrs));
            }
            "terraform" => {
                self.emit_backends(block, out);
                self.emit_required(block, out);
            }
            "variable" => {
                let value = self.variable_value(block);
                let address = format!("{}var.{label}", self.site.prefix);
                let attrs = self.declaration(block, &["type", "validation"], value);
                out.push(self.resource(
                    Mode::Variable,
                    "variable".into(),
                    label,
                    address,
                    block,
                    &attrs,
                ));
            }
            "output" => {
                let value = self.output(label, block.header);
                let address = format!("{}output.{label}", self.site.prefix);
                let attrs = self.declaration(block, &["value", "precondition"], value);
                out.push(self.resource(
                    Mode::Output,
                    "output".into(),
                    label,
                    address,
                    block,
                    &attrs,
                ));
            }
            "module" => self.emit_foreign(block, out),
            _ => {}
        }
    }

    fn variable_value(self: &Rc<Self>, block: &Block) -> Val {
        self.variable(block.label(0), block.header)
    }

    /// The attributes of a variable or output, with the effective value as `value`.
    fn declaration(self: &Rc<Self>, block: &Block, own: &[&str], value: Val) -> Val {
        let mut kept = block.clone();
        kept.body.items.retain(|item| match item {
            ringfort_syntax::hcl::Item::Attr(a) => !own.contains(&&*a.name),
            ringfort_syntax::hcl::Item::Block(b) => !own.contains(&&*b.kind),
        });
        let attrs = self.block_value(&kept, None);
        let mut entries = attrs.as_map().map(|m| m.entries.clone()).unwrap_or_default();
        if let Some(of) = block.body.attr("type") {
            let text = self.engine.project.text(of.value.span).unwrap_or("any");
            entries.insert("type".into(), (of.name_span, Val::str(of.value.span, text)));
        }
        let at = block.body.attr("value").map_or(block.header, |a| a.value.span);
        entries.insert("value".into(), (at, value.asked_at(at)));
        Val::map(attrs.at, entries)
    }

    fn emit_instances(
        self: &Rc<Self>,
        mode: Mode,
        kind: String,
        block: &'p Block,
        out: &mut Vec<Resource>,
    ) {
        let key = format!("{kind}.{}", block.label(1));
        let first = self.module.resource(&key).is_some_and(|b| b.span == block.span);
        let found =
            if first { self.expansion(&key, block) } else { Rc::new(self.expand(&key, block)) };
        for instance in &found.instances {
            let address = instance.address.to_string();
            out.push(self.resource(
                mode,
                kind.clone(),
                block.label(1),
                address,
                block,
                &instance.attrs,
            ));
        }
        if found.instances.is_empty() && found.value.is_unknown() {
            let address = format!("{}{key}", self.site.prefix);
            out.push(self.resource(mode, kind, block.label(1), address, block, &found.value));
        }
    }

    fn emit_backends(self: &Rc<Self>, block: &Block, out: &mut Vec<Resource>) {
        for inner in block.body.blocks() {
            let kind = match &*inner.kind {
                "backend" => inner.label(0),
                "cloud" => "cloud",
                _ => continue,
            };
            let attrs = self.block_value(inner, None);
            let address = format!("{}backend.{kind}", self.site.prefix);
            let of = format!("backend.{kind}");
            out.push(self.resource(Mode::Backend, of, kind, address, inner, &attrs));
        }
    }

    /// A module that was not read, with its arguments.
    fn emit_foreign(self: &Rc<Self>, block: &'p Block, out: &mut Vec<Resource>) {
        let name = block.label(0);
        if let Call::Foreign(_) = &*self.module_call(name, block) {
            let base = format!("{}module.{name}", self.site.prefix);
            let found = self.instances(&block.body, block.header, &base);
            for (suffix, each) in &found.list {
                let bind = each.as_ref().map(|(name, value)| Bind { name, value, up: None });
                let attrs = self.block_value(block, bind.as_ref());
                let address = format!("{base}{suffix}");
                out.push(self.resource(
                    Mode::Module,
                    "module".into(),
                    name,
                    address,
                    block,
                    &attrs,
                ));
            }
        }
    }

    fn resource(
        self: &Rc<Self>,
        mode: Mode,
        kind: String,
        name: &str,
        address: String,
        block: &Block,
        attrs: &Val,
    ) -> Resource {
        let own = StandIn { span: block.span, header: block.header };
        let Some(place) = self.site.stand_in else {
            return self.lowered(mode, &kind, name, address, own, attrs);
        };
        // The user knows the call's name, not the name within the module.
        let name = if self.site.key.is_empty() { name } else { &self.site.key };
        self.lowered(mode, &kind, name, address, place, attrs)
    }

    /// A resource that stands at `place`.
    pub(crate) fn lowered(
        self: &Rc<Self>,
        mode: Mode,
        kind: &str,
        name: &str,
        address: String,
        place: StandIn,
        attrs: &Val,
    ) -> Resource {
        let mut lower =
            Lower { scope: self, block: place.span, refs: Vec::new(), path: Vec::new() };
        let near = if place.span.contains(attrs.at) { place.span } else { place.header };
        let attrs = lower.node(attrs, near, false);
        Resource {
            address,
            root: self.engine.root.into(),
            mode,
            kind: kind.into(),
            name: name.into(),
            attrs,
            refs: lower.refs,
            span: place.span,
            header: place.header,
        }
    }
}

/// Turns one resource's values into nodes and gathers its references.
struct Lower<'s, 'p> {
    scope: &'s Rc<Scope<'p>>,
    block: Span,
    refs: Vec<Reference>,
    path: Vec<Rc<str>>,
}

impl Lower<'_, '_> {
    /// `near` is where the nearest enclosing value stands in this block. Within a tree that is
    /// written elsewhere (`own`), values keep their own place.
    fn node(&mut self, value: &Val, near: Span, own: bool) -> Node {
        let (span, from) = self.places(value, near, own);
        let from = from.map(Box::new);
        let length = match &value.kind {
            K::Str(text) => text.len(),
            K::Unknown(cause) => cause.text.len(),
            K::Partial(known) => known.cause.text.len() + known.head.len() + known.tail.len(),
            _ => 0,
        };
        if let Err(cause) = self.scope.engine.nodes(1 + length as u64 / 64, span) {
            return Node::unknown(span, cause);
        }
        let kind = match &value.kind {
            K::Null => Kind::Null,
            K::Bool(b) => Kind::Bool(*b),
            #[allow(clippy::cast_possible_truncation)] // whole and within 2^53
            K::Num(n) if n.fract() == 0.0 && n.abs() < 9e15 => Kind::Int(*n as i64),
            K::Num(n) => Kind::Float(*n),
            K::Str(text) => {
                let place = value.from.unwrap_or(value.at);
                if let Some(tree) = tree_of_text(self.scope, place, text) {
                    let tree = self.node(&tree.with_refs(&value.refs), span, true);
                    self.note(value, span);
                    return Node { span, from, kind: tree.kind };
                }
                Kind::Str((**text).into())
            }
            K::Json(tree) => {
                let kind = self.node(tree, span, true).kind;
                self.note(value, span);
                return Node { span, from, kind };
            }
            K::Seq(s) => Kind::Seq(s.items.iter().map(|v| self.node(v, span, own)).collect()),
            K::Map(m) => match &m.rest {
                Some(cause) if m.partly.is_empty() || !(own && self.is_condition()) => {
                    Kind::Unknown(cause.text.clone())
                }
                _ => return Node { span, from, kind: self.map(m, span, own) },
            },
            K::Res(r) => {
                let whole = known_after_apply(&r.address, "", span);
                self.note(&whole, span);
                Kind::Unknown(whole.cause().map(|c| c.text.clone()).unwrap_or_default())
            }
            K::Unknown(cause) => {
                self.complain(cause, span);
                Kind::Unknown(cause.text.clone())
            }
            K::Partial(known) if own && self.is_policy() => Kind::Unknown(known.explain().into()),
            K::Partial(known) => Kind::Unknown(known.cause.text.clone()),
        };
        if !matches!(kind, Kind::Seq(_)) {
            self.note(value, span);
        }
        Node { span, from, kind }
    }

    /// A notice for a cause that a person has to know of: a bound that was hit, an expression that is wrong.
    fn complain(&self, cause: &Cause, span: Span) {
        if cause.limit {
            self.scope.engine.notice(span, NoticeKind::Limit, &*cause.text);
        }
        if cause.error && !is_described(cause.at) {
            let message =
                format!("{}: correct it, since what depends on it is not known", cause.text);
            self.scope.engine.notice(span, NoticeKind::Unresolved, message);
        }
    }

    /// Where a value stands, and where it was decided if that is elsewhere.
    fn places(&self, value: &Val, near: Span, own: bool) -> (Span, Option<Span>) {
        let inside = self.block.contains(value.at) || own && !is_described(value.at);
        let span = if inside { value.at } else { near };
        let from = if inside { value.from } else { Some(value.from.unwrap_or(value.at)) };
        // What is not known has no place where it was decided, but one that leaves it open.
        let open = value.is_unknown().then(|| value.cause().map(|c| c.at)).flatten();
        (span, open.or(from).filter(|f| *f != span && !is_described(*f)))
    }

    fn map(&mut self, map: &Map, span: Span, own: bool) -> Kind {
        // The same policy once more, for expressions only.
        let twin = |key: &str| self.path.is_empty() && key == "minified_json";
        let whole = map.entries.iter().filter(|(k, _)| !twin(k));
        let whole = whole.map(|(key, (key_span, value))| (key.clone(), *key_span, value));
        let partly = map.partly.iter().map(|p| (p.key.pattern().into(), p.span, &p.value));
        let mut order: Vec<(Rc<str>, Span, &Val)> = whole.chain(partly).collect();
        order.sort_by_key(|(_, key_span, _)| (key_span.source, key_span.start));
        let entry = |(key, key_span, value): (Rc<str>, Span, &Val)| {
            self.path.push(key.clone());
            let value = self.node(value, span, own);
            self.path.pop();
            let inside = self.block.contains(key_span) || own && !is_described(key_span);
            let key_span = if inside { key_span } else { span };
            Entry { key: (*key).into(), key_span, value }
        };
        Kind::Map(order.into_iter().map(entry).collect())
    }

    /// Is the walk inside of a policy's statements?
    fn is_policy(&self) -> bool {
        self.path.iter().any(|key| &**key == "Statement")
    }

    /// Is it at the keys of a condition: right below an operator?
    fn is_condition(&self) -> bool {
        self.is_policy() && self.path.iter().rev().nth(1).is_some_and(|key| &**key == "Condition")
    }

    /// Keeps the references of a value under the path that is being walked.
    fn note(&mut self, value: &Val, span: Span) {
        let path = self.path.join(".");
        for r in value.refs.iter() {
            let place = if self.block.contains(r.span) { r.span } else { span };
            let reference = Reference {
                path: path.clone(),
                target: r.target.to_string(),
                attribute: r.attribute.to_string(),
                span: place,
            };
            let seen = |o: &Reference| {
                o.path == reference.path
                    && o.target == reference.target
                    && o.attribute == reference.attribute
            };
            let room = self.refs.len() < 1_000 && self.scope.engine.nodes(1, span).is_ok();
            if room && !self.refs.iter().any(seen) {
                self.refs.push(reference);
            }
        }
    }
}
