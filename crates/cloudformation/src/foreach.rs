//! `Fn::ForEach`: loops over resources and within maps. Source: "`Fn::ForEach`" of the template reference.

use std::rc::Rc;

use ringfort_source::{Entry, Node};
use ringfort_vocab::NoticeKind;

use crate::eval::Scope;
use crate::stack::{Item, Stack};
use crate::value::Val;

/// Most resources of one template, loops unrolled.
const MAX_RESOURCES: usize = 20_000;

/// Calls `body` with the map to repeat, once for each value. Fails where the values are not known.
pub(crate) fn each<'n>(
    stack: &Rc<Stack<'_>>,
    argument: &'n Node,
    scope: &Scope,
    body: impl FnMut(&'n Node, &Scope),
) -> Result<(), String> {
    let [_, list, _] = argument.items() else { return Err(shape()) };
    unroll(argument, &stack.value(list, scope), scope, body)
}

fn unroll<'n>(
    argument: &'n Node,
    values: &Val,
    scope: &Scope,
    mut body: impl FnMut(&'n Node, &Scope),
) -> Result<(), String> {
    let [name, _, map] = argument.items() else { return Err(shape()) };
    let Some(name) = name.as_str() else { return Err(shape()) };
    if let Some(cause) = values.cause() {
        return Err(format!("the values of the loop are not known: {}", cause.text));
    }
    for value in values.one_or_many() {
        body(map, &scope.with(name.into(), value.clone()));
    }
    Ok(())
}

fn shape() -> String {
    "a loop needs a name, a list and a map".into()
}

/// The resources of the template, loops unrolled.
pub(crate) fn resources<'p>(stack: &Stack<'p>) -> Vec<Item<'p>> {
    let mut out = Vec::new();
    for entry in stack.template.resources() {
        add(stack, entry, &Scope::default(), &mut out);
    }
    out
}

fn add<'p>(stack: &Stack<'p>, entry: &'p Entry, scope: &Scope, out: &mut Vec<Item<'p>>) {
    if out.len() >= MAX_RESOURCES {
        let message = format!("more than {MAX_RESOURCES} resources: the rest is not judged");
        stack.engine.notice(entry.key_span, NoticeKind::Limit, message);
        return;
    }
    if entry.key.starts_with("Fn::ForEach::") {
        let values = entry.value.items().get(1).map(|list| values(stack, list, scope));
        let unrolled = values.ok_or_else(shape).and_then(|values| {
            unroll(&entry.value, &values, scope, |map, scope| {
                map.entries().iter().for_each(|e| add(stack, e, scope, out));
            })
        });
        if let Err(cause) = unrolled {
            let message = format!("a loop over resources was not unrolled: {cause}");
            stack.engine.notice(entry.key_span, NoticeKind::NotRendered, message);
        }
        return;
    }
    if &*entry.key == "Fn::Transform" {
        let message = "a macro or an included snippet adds resources, which are not judged";
        stack.engine.notice(entry.key_span, NoticeKind::NotRendered, message);
        return;
    }
    let Some(kind) = entry.value.get("Type").and_then(Node::as_str) else {
        let message = format!("the resource `{}` has no type, so it was not judged", entry.key);
        stack.engine.notice(entry.key_span, NoticeKind::NotRendered, message);
        return;
    };
    out.push(Item {
        id: scope.key(&entry.key),
        kind: scope.key(kind),
        node: &entry.value,
        key_span: entry.key_span,
        scope: scope.clone(),
    });
}

/// The values of a loop over resources: before the resources are known only texts and parameters can be.
fn values(stack: &Stack<'_>, list: &Node, scope: &Scope) -> Val {
    if let Some(name) = list.get("Ref").and_then(Node::as_str) {
        let unknown = || Val::unknown(list.span, format!("`{name}` is no parameter"));
        return stack.parameter(name).cloned().unwrap_or_else(unknown);
    }
    if matches!(list.kind, ringfort_source::Kind::Map(_)) {
        return Val::unknown(list.span, "a function gives them");
    }
    Val::seq(
        list.span,
        list.items().iter().map(|item| match item.get("Ref") {
            Some(_) => values(stack, item, scope),
            None => scope.text(item.span, item.scalar().as_deref().unwrap_or("")),
        }),
    )
}
