//! Events of a function that are routes of an API. Source: "Api" and "`HttpApi`" of the AWS SAM specification.

use std::rc::Rc;

use ringfort_source::Node;

use super::field;
use crate::stack::{Item, Stack};
use crate::value::Val;

/// The methods and routes that the events of a function make.
pub(super) fn routes(
    stack: &Rc<Stack<'_>>,
    item: &Item<'_>,
    properties: &Val,
) -> Vec<(Rc<str>, Val)> {
    let events = properties.get("Events").map_or(&[][..], Val::fields);
    events.iter().filter_map(|event| route(stack, item, &event.value)).collect()
}

fn route(stack: &Rc<Stack<'_>>, item: &Item<'_>, event: &Val) -> Option<(Rc<str>, Val)> {
    let empty = Val::map(event.span, []);
    let properties = event.get("Properties").unwrap_or(&empty);
    let (kind, section, api) = match event.get("Type")?.as_str()? {
        "Api" => ("AWS::ApiGateway::Method", "Api", "RestApiId"),
        "HttpApi" => ("AWS::ApiGatewayV2::Route", "HttpApi", "ApiId"),
        _ => return None,
    };
    let auth = properties.get("Auth");
    let own = auth.and_then(|a| a.get("Authorizer")).cloned();
    let authorizer = own.or_else(|| default_authorizer(stack, item, properties.get(api), section));
    let kind_of = match authorizer.as_ref().and_then(Val::scalar).as_deref() {
        None if authorizer.is_some() => Val::unknown(event.span, "the authorizer is not known"),
        None | Some("NONE") => Val::text(event.span, "NONE"),
        Some("AWS_IAM") => Val::text(event.span, "AWS_IAM"),
        Some(_) => Val::text(event.span, "CUSTOM"),
    };
    let method = properties.get("Method").cloned().unwrap_or_else(|| Val::text(event.span, "ANY"));
    let mut fields =
        vec![field("HttpMethod", event, method), field("AuthorizationType", event, kind_of)];
    if let Some(required) = auth.and_then(|a| a.get("ApiKeyRequired")) {
        fields.push(field("ApiKeyRequired", event, required.clone()));
    }
    Some((kind.into(), Val::map(event.span, fields)))
}

/// The authorizer of an API's routes that name none: of the API that is referred to, or of all by `Globals`.
fn default_authorizer(
    stack: &Rc<Stack<'_>>,
    item: &Item<'_>,
    api: Option<&Val>,
    section: &str,
) -> Option<Val> {
    let target = api.and_then(|a| a.refs.first()).map(|r| r.target.clone());
    let named = stack.items.iter().find(|i| Some(stack.address(i)) == target);
    let of = |node: &Node| node.at("Auth.DefaultAuthorizer").node().cloned();
    let own = named.and_then(|i| of(i.node.get("Properties")?));
    let shared = || of(stack.template.globals()?.get(section)?);
    own.or_else(shared).map(|node| stack.value(&node, &item.scope))
}
