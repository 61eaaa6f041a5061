//! Services of Compose files as several checks read them.

use ringfort_check::model::compose::Service;
use ringfort_check::{At, Failure, Kind, Node, Span, Value, Verdict};

/// A failure of a service: `what` is the rest of the sentence.
pub(crate) fn failure(on: &Service, at: Span, what: &str) -> Failure {
    Failure::new(at, format!("service `{}` {what}", on.name))
}

/// A boolean of the service.
pub(crate) fn flag(on: &Service, path: &str) -> Value<bool> {
    Value::bool(on.at(path), false)
}

/// Fails for each element of the list at `path` that `bad` says; one that is not known leaves the list open.
pub(crate) fn each(
    on: &Service,
    path: &str,
    note: &'static str,
    bad: impl Fn(&str) -> Option<String>,
) -> Verdict {
    let at = on.at(path);
    let items = at.list();
    let failures: Vec<Failure> = items
        .iter()
        .filter_map(|item| {
            let text = item.as_str()?;
            Some(failure(on, item.span, &bad(text)?).key(text))
        })
        .collect();
    match (at, items.iter().find(|i| i.is_unknown())) {
        (At::Unknown(node), _) => Verdict::unknown(node.span, node.cause().to_owned()),
        (_, Some(item)) if failures.is_empty() => {
            Verdict::unknown(item.span, item.cause().to_owned())
        }
        (At::Absent(span), _) => Verdict::default(span, note),
        (At::Set(node), _) => Verdict::of(failures, node.span, note),
    }
}

/// Passes where the list at `path` holds an element that `good` says.
pub(crate) fn holds(
    on: &Service,
    path: &str,
    note: &'static str,
    what: &str,
    good: impl Fn(&str) -> bool,
) -> Verdict {
    let at = on.at(path);
    let items = at.list();
    if let Some(item) = items.iter().find(|i| i.as_str().is_some_and(&good)) {
        return Verdict::pass(item.span, note);
    }
    match (at, items.iter().find(|i| i.is_unknown())) {
        (At::Unknown(node), _) | (_, Some(node)) => {
            Verdict::unknown(node.span, node.cause().to_owned())
        }
        // Where one would add it: the key of the list, else the service.
        _ => {
            let key = on.root.entry(path).map_or(on.head, |e| e.key_span);
            Verdict::fail(failure(on, key, what))
        }
    }
}

/// Passes where one of `paths` is written.
pub(crate) fn written(on: &Service, paths: &[&str], note: &'static str, what: &str) -> Verdict {
    let places = paths.iter().map(|p| on.at(p));
    let set = places.clone().find(|at| matches!(at, At::Set(_)));
    match (set, places.clone().find(|at| at.is_unknown())) {
        (Some(at), _) => Verdict::pass(at.span(), note),
        (None, Some(at)) => Verdict::unknown(at.span(), "the limit is not known"),
        (None, None) => Verdict::fail(failure(on, on.head, what)),
    }
}

/// A path of the host that a service mounts: the path and its place.
pub(crate) struct Bind<'a> {
    /// The path.
    pub(crate) path: &'a str,
    /// Where it stands.
    pub(crate) at: Span,
}

/// The paths of the host that a service mounts, or the first volume that is not known. Named volumes
/// are no paths: they begin with neither `/`, `.` nor `~`.
pub(crate) fn binds(on: &Service) -> (Vec<Bind<'_>>, Option<&Node>) {
    let at = on.at("volumes");
    let mut unread = if let At::Unknown(node) = at { Some(node) } else { None };
    let mut found = vec![];
    for item in at.list() {
        match &item.kind {
            Kind::Unknown(_) => unread = unread.or(Some(item)),
            Kind::Str(text) => {
                let path = text.split(':').next().unwrap_or(text);
                found.push(Bind { path, at: item.span });
            }
            _ => match item.at("source") {
                At::Unknown(node) => unread = unread.or(Some(node)),
                source => {
                    found.extend(source.str().map(|path| Bind { path, at: source.span() }));
                }
            },
        }
    }
    found.retain(|b| b.path.starts_with(['/', '.', '~']));
    (found, unread)
}

/// Fails for each path of the host that `bad` says.
pub(crate) fn each_bind(
    on: &Service,
    note: &'static str,
    bad: impl Fn(&str) -> Option<String>,
) -> Verdict {
    let (binds, unread) = binds(on);
    let failures = binds.iter().filter_map(|b| Some(failure(on, b.at, &bad(b.path)?).key(b.path)));
    let failures: Vec<Failure> = failures.collect();
    match unread.filter(|_| failures.is_empty()) {
        Some(node) => Verdict::unknown(node.span, node.cause().to_owned()),
        None => Verdict::of(failures, on.head, note),
    }
}
