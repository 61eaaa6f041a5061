//! Where input comes from.

use ringfort_source::Span;

use crate::code::{ClassId, Origin, Route, ShapeKind};

/// How input enters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SourceKind {
    /// A request: anybody who can reach the route.
    Request,
    /// The command line or standard input: whoever runs the program.
    CommandLine,
}

/// A source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// How it enters.
    pub kind: SourceKind,
    /// What it is: "path parameter `name`", `flask.request.args`.
    pub what: String,
    /// Where.
    pub span: Span,
}

/// Attributes of request objects that hold what the sender chose.
const REQUEST_PARTS: &[&str] = &[
    "args",
    "form",
    "json",
    "data",
    "values",
    "headers",
    "cookies",
    "files",
    "query_params",
    "path_params",
    "query_string",
    "body",
    "stream",
    "get_json",
    "get_data",
    "GET",
    "POST",
    "COOKIES",
    "FILES",
    "META",
    "view_args",
    "url",
    "full_path",
    "path",
    "host",
    "referrer",
    "user_agent",
];

const REQUESTS: &[&str] = &[
    "flask.request",
    "quart.request",
    "bottle.request",
    "fastapi.Request",
    "fastapi.requests.Request",
    "starlette.requests.Request",
    "django.http.HttpRequest",
    "django.http.request.HttpRequest",
    "rest_framework.request.Request",
    "aiohttp.web.Request",
    "fastapi.WebSocket",
    "starlette.websockets.WebSocket",
];

/// Is `path` a part of a request, or a command-line input?
pub(super) fn of_path(path: &str, span: Span) -> Option<Source> {
    let cli = matches!(
        path,
        "sys.argv"
            | "input"
            | "argparse.ArgumentParser.parse_args"
            | "sys.stdin.read"
            | "sys.stdin.readline"
    );
    if cli {
        return Some(Source { kind: SourceKind::CommandLine, what: path.to_owned(), span });
    }
    let (owner, part) = path.rsplit_once('.')?;
    let received = matches!(part, "receive_text" | "receive_json" | "receive_bytes");
    (REQUESTS.contains(&owner) && (REQUEST_PARTS.contains(&part) || received)).then(|| Source {
        kind: SourceKind::Request,
        what: path.to_owned(),
        span,
    })
}

/// Is `attr` of an untyped `request` variable a part of the request? Django passes it without a type.
pub(super) fn of_request_variable(attr: &str, span: Span) -> Option<Source> {
    let part = REQUEST_PARTS.contains(&attr);
    part.then(|| Source { kind: SourceKind::Request, what: format!("request.{attr}"), span })
}

/// The parameters of a route that carry text of the sender's choice, each with the schema that
/// describes its fields, if it has one.
pub(super) fn of_route(route: &Route) -> Vec<(String, Source, Option<ClassId>)> {
    let tainted = route.params.iter().filter(|p| p.shape.carries_text());
    tainted
        .filter_map(|p| {
            let origin = match p.origin {
                Origin::Path => "path parameter",
                Origin::Query => "query parameter",
                Origin::Header => "header",
                Origin::Cookie => "cookie",
                Origin::Body => "body",
                Origin::Form => "form field",
                Origin::File => "uploaded file",
                Origin::Dependency | Origin::Framework => return None,
            };
            let what = format!("{origin} `{}`", p.name);
            let schema = if let ShapeKind::Model(id) = p.shape.kind { Some(id) } else { None };
            Some((p.name.clone(), Source { kind: SourceKind::Request, what, span: p.span }, schema))
        })
        .collect()
}
