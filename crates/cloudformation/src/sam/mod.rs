//! The serverless application model: what its resources stand for. Source: the AWS SAM specification.

mod events;
mod function;
mod globals;
mod policies;

use std::rc::Rc;

use crate::stack::{Item, Stack};
use crate::value::{Field, K, Val};

/// The resources, by `CloudFormation` type, that `item` stands for; itself for all but functions and state
/// machines, which have a role that is not written.
pub(crate) fn expanded<'p>(
    stack: &Rc<Stack<'p>>,
    item: &Item<'p>,
    properties: Val,
) -> Vec<(Rc<str>, Val)> {
    if !item.kind.starts_with("AWS::Serverless::") || !matches!(properties.kind, K::Map(_)) {
        return vec![(item.kind.clone(), properties)];
    }
    let properties = globals::merged(stack, &item.kind, properties);
    match &*item.kind {
        "AWS::Serverless::Function" => function::function(stack, item, properties),
        "AWS::Serverless::StateMachine" => function::state_machine(stack, item, properties),
        _ => vec![(item.kind.clone(), properties)],
    }
}

/// A field at the place of `near`.
fn field(key: &str, near: &Val, value: Val) -> Field {
    Field::new(key.into(), near.span, value)
}
