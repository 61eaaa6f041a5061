//! Addresses and paths.

use super::{Call, Function, Reply, row, text};
use crate::fault::Fault;
use crate::value::Value;

pub(super) const TABLE: &[Function] = &[
    row("urlParse", 1, 1, parse),
    row("urlJoin", 1, 1, join),
    row("base", 1, 1, |c| text(c.text(0)?.changed(base))),
    row("osBase", 1, 1, |c| text(c.text(0)?.changed(base))),
    row("dir", 1, 1, |c| text(c.text(0)?.changed(dir))),
    row("osDir", 1, 1, |c| text(c.text(0)?.changed(dir))),
    row("ext", 1, 1, |c| text(c.text(0)?.changed(ext))),
    row("osExt", 1, 1, |c| text(c.text(0)?.changed(ext))),
    row("clean", 1, 1, |c| text(c.text(0)?.changed(clean))),
    row("osClean", 1, 1, |c| text(c.text(0)?.changed(clean))),
    row("isAbs", 1, 1, |c| Ok(Value::bool(c.string(0)?.starts_with('/')))),
    row("osIsAbs", 1, 1, |c| Ok(Value::bool(c.string(0)?.starts_with('/')))),
];

/// The parts of an address. Source: RFC 3986, section 3.
fn parse(call: &mut Call<'_, '_>) -> Reply {
    let whole = call.string(0)?;
    if whole.contains(char::is_control) {
        return Err(Fault::new("an address holds no control characters"));
    }
    let (rest, fragment) = whole.split_once('#').unwrap_or((&whole, ""));
    let (rest, query) = rest.split_once('?').unwrap_or((rest, ""));
    let is_scheme = |s: &str| {
        s.starts_with(|c: char| c.is_ascii_alphabetic())
            && s.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.'))
    };
    let (scheme, rest) = rest.split_once(':').filter(|(s, _)| is_scheme(s)).unwrap_or(("", rest));
    let (authority, path, opaque) = match rest.strip_prefix("//") {
        Some(rest) => {
            let end = rest.find('/').unwrap_or(rest.len());
            let (authority, path) = rest.split_at_checked(end).unwrap_or((rest, ""));
            (authority, path, "")
        }
        None if !scheme.is_empty() && !rest.starts_with('/') => ("", "", rest),
        None => ("", rest, ""),
    };
    let (user, host) = authority.rsplit_once('@').unwrap_or(("", authority));
    let bracket = host.find(']').map_or(0, |at| at + 1);
    let port = host.get(bracket..).and_then(|h| h.rfind(':')).map_or(host.len(), |p| bracket + p);
    let name = host.get(..port).unwrap_or(host).trim_matches(['[', ']']);
    let part = |key, value: &str| (key, Value::str(value));
    Ok(Value::dict([
        part("fragment", fragment),
        part("host", host),
        part("hostname", name),
        part("opaque", opaque),
        part("path", path),
        part("query", query),
        part("scheme", &scheme.to_lowercase()),
        part("userinfo", user),
    ]))
}

fn join(call: &mut Call<'_, '_>) -> Reply {
    let map = call.map(0)?;
    let part =
        |key: &str| map.get(key).and_then(|v| Some(v.as_str()?.to_owned())).unwrap_or_default();
    let mut out = String::new();
    let (scheme, user, host) = (part("scheme"), part("userinfo"), part("host"));
    if !scheme.is_empty() {
        out.extend([&scheme, ":"]);
    }
    if !scheme.is_empty() || !host.is_empty() || !user.is_empty() {
        out.push_str("//");
    }
    if !user.is_empty() {
        out.extend([&user, "@"]);
    }
    out.push_str(&host);
    let path = part("path");
    if !path.is_empty() && !path.starts_with('/') && !host.is_empty() {
        out.push('/');
    }
    out.push_str(&path);
    for (mark, key) in [('?', "query"), ('#', "fragment")] {
        let value = part(key);
        if !value.is_empty() {
            out.push(mark);
            out.push_str(&value);
        }
    }
    Ok(Value::str(out))
}

fn base(path: &str) -> String {
    let trimmed = path.trim_end_matches('/');
    match trimmed.rsplit('/').next() {
        Some("") | None if path.is_empty() => ".".into(),
        Some("") | None => "/".into(),
        Some(name) => name.into(),
    }
}

fn dir(path: &str) -> String {
    let end = path.rfind('/').map_or(0, |at| at + 1);
    clean(path.get(..end).unwrap_or(""))
}

fn ext(path: &str) -> String {
    let name = path.rsplit('/').next().unwrap_or("");
    name.rfind('.').and_then(|at| name.get(at..)).unwrap_or("").into()
}

/// The shortest path that means the same.
fn clean(path: &str) -> String {
    let rooted = path.starts_with('/');
    let mut parts: Vec<&str> = vec![];
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." if parts.last().is_some_and(|p| *p != "..") => {
                parts.pop();
            }
            ".." if rooted => {}
            part => parts.push(part),
        }
    }
    let joined = parts.join("/");
    match (rooted, joined.is_empty()) {
        (true, _) => format!("/{joined}"),
        (false, true) => ".".into(),
        (false, false) => joined,
    }
}
