//! Functions that look things up: parameters, resources, mappings, branches.

use std::rc::Rc;

use ringfort_source::{Node, Span};

use super::Scope;
use super::condition::Truth;
use crate::stack::Stack;
use crate::value::{Val, either};

impl Stack<'_> {
    pub(super) fn reference(self: &Rc<Self>, argument: &Node, span: Span, scope: &Scope) -> Val {
        match self.value(argument, scope).scalar() {
            Some(name) => self.named(&name, span, scope),
            None => self.wrong(span, "Ref needs a name"),
        }
    }

    /// What a name means: a loop's variable, a parameter, a pseudo parameter, a resource or (in `Fn::Sub`) an
    /// attribute of one.
    pub(super) fn named(self: &Rc<Self>, name: &str, span: Span, scope: &Scope) -> Val {
        if let Some(value) = scope.get(name).or_else(|| self.parameter(name)) {
            return self.bought(value.clone().asked_at(span));
        }
        if let Some(pseudo) = pseudo(name, span) {
            return pseudo;
        }
        if let Some(known) = self.attribute(span, name, "") {
            return known;
        }
        match name.split_once('.') {
            Some((id, attribute)) => self.attribute_named(id, attribute, span),
            None => self.wrong(span, format!("`{name}` is no parameter and no resource")),
        }
    }

    /// A value that is made or copied counts.
    pub(crate) fn bought(&self, value: Val) -> Val {
        match self.engine.spend(value.weight(), value.span) {
            Ok(()) => value,
            Err(cause) => Val::unknown(value.span, cause),
        }
    }

    pub(super) fn attribute_of(self: &Rc<Self>, argument: &Node, span: Span, scope: &Scope) -> Val {
        let whole = self.value(argument, scope);
        let parts: Vec<Rc<str>> = whole.one_or_many().iter().filter_map(Val::scalar).collect();
        match parts.as_slice() {
            [id, rest @ ..] if !rest.is_empty() => self.attribute_named(id, &rest.join("."), span),
            [one] => match one.split_once('.') {
                Some((id, attribute)) => self.attribute_named(id, attribute, span),
                None => self.wrong(span, "Fn::GetAtt needs a resource and an attribute"),
            },
            _ => self.wrong(span, "Fn::GetAtt needs a resource and an attribute"),
        }
    }

    fn attribute_named(self: &Rc<Self>, id: &str, attribute: &str, span: Span) -> Val {
        if let Some(output) = attribute.strip_prefix("Outputs.")
            && let Some(stack) = self.nested(id)
            && let Some(entry) = stack.template.output(output)
            && let Some(node) = entry.value.get("Value")
        {
            let value = stack.value(node, &Scope::default());
            return self.bought(value.asked_at(span));
        }
        self.attribute(span, id, attribute)
            .unwrap_or_else(|| self.wrong(span, format!("`{id}` is no resource of the template")))
    }

    pub(super) fn chosen(self: &Rc<Self>, argument: &Node, span: Span, scope: &Scope) -> Val {
        let [condition, yes, no] = argument.items() else {
            return self.wrong(span, "Fn::If needs a condition and two values");
        };
        match self.truth(condition, scope) {
            Truth::Yes => self.value(yes, scope),
            Truth::No => self.value(no, scope),
            Truth::Open(cause) => {
                let (yes, no) = (self.value(yes, scope), self.value(no, scope));
                either(span, &cause, yes, no)
            }
        }
    }

    /// `[map, first key, second key]`, with a default in the fourth place.
    pub(super) fn found_in_map(self: &Rc<Self>, argument: &Node, span: Span, scope: &Scope) -> Val {
        let keys: Vec<Val> =
            argument.items().iter().take(3).map(|n| self.value(n, scope)).collect();
        if let Some(open) = keys.iter().find(|k| k.is_unknown()) {
            return Val { span, ..open.clone() };
        }
        let names: Vec<Rc<str>> = keys.iter().filter_map(Val::scalar).collect();
        let [map, first, second] = names.as_slice() else {
            return self.wrong(span, "Fn::FindInMap needs the names of a map and two keys");
        };
        if let Some(node) = self.template.mapping([map, first, second]) {
            return self.bought(self.value(node, scope).asked_at(span));
        }
        match argument.items().get(3).and_then(|n| n.get("DefaultValue")) {
            Some(node) => self.value(node, scope),
            None => self.wrong(span, format!("no mapping {map}.{first}.{second}")),
        }
    }
}

/// Parameters that every stack has. Each is one value, known when the stack is deployed.
fn pseudo(name: &str, span: Span) -> Option<Val> {
    match name {
        "AWS::NoValue" => Some(Val::absent(span)),
        "AWS::AccountId"
        | "AWS::NotificationARNs"
        | "AWS::Partition"
        | "AWS::Region"
        | "AWS::StackId"
        | "AWS::StackName"
        | "AWS::URLSuffix" => Some(Val::unknown(span, format!("known after apply: {name}"))),
        _ => None,
    }
}
