//! Functions and state machines: the role that is not written, and who may call.

use std::rc::Rc;

use super::{events, field, policies};
use crate::stack::{Item, Stack};
use crate::value::{Field, K, Ref, Val};

/// What a service may do with every function's role: write its log.
const BASIC: &str = "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole";

/// A function with its role and its routes.
pub(super) fn function(
    stack: &Rc<Stack<'_>>,
    item: &Item<'_>,
    properties: Val,
) -> Vec<(Rc<str>, Val)> {
    let routes = events::routes(stack, item, &properties);
    let function = with_role(stack, item, properties, "lambda.amazonaws.com", Some(BASIC));
    function.into_iter().chain(routes).collect()
}

/// A state machine with its role.
pub(super) fn state_machine(
    stack: &Rc<Stack<'_>>,
    item: &Item<'_>,
    properties: Val,
) -> Vec<(Rc<str>, Val)> {
    with_role(stack, item, properties, "states.amazonaws.com", None)
}

/// Where no role is named, one is made that `service` may take on, with the policies of the resource.
fn with_role(
    stack: &Rc<Stack<'_>>,
    item: &Item<'_>,
    mut properties: Val,
    service: &str,
    basic: Option<&str>,
) -> Vec<(Rc<str>, Val)> {
    if properties.get("Role").is_some() {
        return vec![(item.kind.clone(), properties)];
    }
    let role = role(&properties, service, basic);
    let target = stack.address(item);
    let own = Ref { target: target.clone(), attribute: "Arn".into(), span: item.key_span };
    let known_later = Val::unknown(properties.span, format!("known after apply: {target}Role.Arn"));
    if let K::Map(fields) = &mut properties.kind {
        fields.push(Field::new("Role".into(), item.key_span, known_later.with_refs(&[own])));
    }
    vec![(item.kind.clone(), properties), ("AWS::IAM::Role".into(), role)]
}

fn role(properties: &Val, service: &str, basic: Option<&str>) -> Val {
    let near = properties;
    let (mut managed, mut inline) = policies::of(properties.get("Policies"));
    managed.extend(basic.map(|arn| Val::text(near.span, arn)));
    let text = |t: &str| Val::text(near.span, t);
    let principal = Val::map(near.span, [field("Service", near, text(service))]);
    let statement = [
        field("Effect", near, text("Allow")),
        field("Action", near, text("sts:AssumeRole")),
        field("Principal", near, principal),
    ];
    let trust = Val::seq(near.span, [Val::map(near.span, statement)]);
    let trust = Val::map(near.span, [field("Statement", near, trust)]);
    let mut fields = vec![
        field("AssumeRolePolicyDocument", near, trust),
        field("ManagedPolicyArns", near, Val::seq(near.span, managed)),
    ];
    if !inline.is_empty() {
        fields.push(field("Policies", near, Val::seq(near.span, std::mem::take(&mut inline))));
    }
    if let Some(boundary) = properties.get("PermissionsBoundary") {
        fields.push(field("PermissionsBoundary", boundary, boundary.clone()));
    }
    Val::map(near.span, fields)
}
