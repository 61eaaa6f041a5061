//! Addresses: which host, over which protocol.

use ringfort_check::model::code::{Expr, ExprKind, Module, Piece};

use super::{calls, fixed};

/// Where a host is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// This machine or pod.
    Loopback,
    /// The cluster's own network, or a name without a dot.
    Inside,
    /// A documentation name, a namespace of XML.
    Nowhere,
    /// Anywhere else.
    Outside,
}

/// The scheme and host of `url`.
pub(crate) fn split(url: &str) -> Option<(&str, &str)> {
    let (scheme, rest) = url.split_once("://")?;
    let authority = rest.split(['/', '?', '#']).next().unwrap_or(rest);
    let host = authority.rsplit_once('@').map_or(authority, |(_, h)| h);
    if let Some(inner) = host.strip_prefix('[') {
        return Some((scheme, inner.split(']').next().unwrap_or(inner)));
    }
    Some((scheme, host.split(':').next().unwrap_or(host)))
}

/// Where `host` is.
pub(crate) fn place(host: &str) -> Place {
    let host = host.to_ascii_lowercase();
    let reserved =
        ["example.com", "example.org", "example.net", "w3.org", "example", "test", "invalid"];
    if host == "localhost"
        || host.starts_with("127.")
        || host == "::1"
        || host == "0.0.0.0"
        || host.starts_with("169.254.")
    {
        Place::Loopback
    } else if reserved.iter().any(|r| host == *r || host.ends_with(&format!(".{r}")))
        || host.contains("schemas.")
    {
        Place::Nowhere
    } else if host.ends_with(".svc")
        || host.contains(".svc.")
        || host.ends_with(".local")
        || host.ends_with(".internal")
        || !host.contains('.')
    {
        Place::Inside
    } else {
        Place::Outside
    }
}

/// Is the host that a request goes to chosen by the program, whatever follows it in the path?
pub(crate) fn host_is_fixed(module: &Module, expr: &Expr) -> bool {
    let expr = calls::value(module, expr);
    let first = match &expr.kind {
        ExprKind::FString(pieces) => pieces.as_slice(),
        ExprKind::Str(text) => return names_host(text) || text.starts_with('/'),
        ExprKind::BinOp { left, .. } => return host_is_fixed(module, left),
        ExprKind::Attribute { value, .. } if matches!(value.as_name(), Some("self" | "cls")) => {
            return stored(module, expr);
        }
        _ => return fixed::is_fixed(module, expr),
    };
    match first {
        [Piece::Text(text), ..] => names_host(text) || text.starts_with('/'),
        [Piece::Value(base), Piece::Text(text), ..] => {
            (text.starts_with('/') || text.starts_with(':')) && fixed::is_fixed(module, base)
                || base.last_name().is_some_and(|n| text.starts_with('/') && n == "_path")
        }
        [Piece::Value(base)] => host_is_fixed(module, base),
        _ => false,
    }
}

/// `https://host/` with the host written out.
fn names_host(text: &str) -> bool {
    let rest = text.split_once("://").map(|(_, rest)| rest);
    rest.is_some_and(|r| r.split_once(['/', '?']).is_some_and(|(host, _)| !host.is_empty()))
}

/// `self.url`, by what the class assigns to it.
fn stored(module: &Module, expr: &Expr) -> bool {
    let all = calls::assignments(module);
    let values: Vec<&Expr> = all
        .into_iter()
        .filter(|(t, _)| t.dotted().is_some() && t.dotted() == expr.dotted())
        .map(|(_, v)| v)
        .collect();
    !values.is_empty()
        && values.iter().all(|v| match &v.kind {
            ExprKind::Attribute { .. } => fixed::is_fixed(module, v),
            _ => host_is_fixed(module, v),
        })
}
