//! Elements of lists that are not known: what keeps a check from saying that nothing bad is there.

use ringfort_check::{At, Kind, Node, Verdict};

/// The first value on one of `paths` below `root` that is not known. A path goes through all elements of
/// the lists on its way.
pub(crate) fn first<'a>(root: At<'a>, paths: &[&str]) -> Option<&'a Node> {
    match root {
        At::Absent(_) => None,
        At::Unknown(node) => Some(node),
        At::Set(node) => paths.iter().find_map(|path| below(node, path)),
    }
}

fn below<'a>(node: &'a Node, path: &str) -> Option<&'a Node> {
    match &node.kind {
        Kind::Unknown(_) => Some(node),
        Kind::Seq(items) => items.iter().find_map(|item| below(item, path)),
        Kind::Map(_) if !path.is_empty() => {
            let (key, rest) = path.split_once('.').unwrap_or((path, ""));
            below(node.get(key)?, rest)
        }
        _ => None,
    }
}

/// What `judge` says, unless a value on one of `paths` is not known.
pub(crate) fn unless_known(
    root: At<'_>,
    paths: &[&str],
    judge: impl FnOnce() -> Verdict,
) -> Verdict {
    first(root, paths).map_or_else(judge, unknown)
}

/// `verdict`; but what passes, or has nothing to say, is open where a value on one of `paths` below `root`
/// is not known.
pub(crate) fn or_unknown(verdict: Verdict, root: At<'_>, paths: &[&str]) -> Verdict {
    match verdict {
        Verdict::Pass(_) | Verdict::NotApplicable => first(root, paths).map_or(verdict, unknown),
        decided => decided,
    }
}

fn unknown(node: &Node) -> Verdict {
    Verdict::unknown(node.span, node.cause().to_owned())
}
