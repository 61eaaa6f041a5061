//! The values that an entry of `helmCharts` gives its chart. Source: kustomize's reference, "helmCharts" (`valuesFile`,
//! `valuesInline`, `valuesMerge`, `additionalValuesFiles`).

use ringfort_source::{At, Entry, Kind, Node};

use crate::build::{Builder, Layer};
use crate::charts::Fields;
use crate::{ProblemKind, load, path, tree};

/// The trees, later ones over earlier ones: the file and the inline values as one, then further files.
pub(crate) fn values(
    builder: &mut Builder<'_>,
    layer: &Layer,
    entry: &Node,
    fields: &Fields,
    folder: &str,
) -> Vec<Node> {
    let own = entry.at(fields.values);
    let inline = entry.at(fields.inline).node().filter(|n| !n.entries().is_empty());
    let file = file(builder, layer, own);
    let first = match (inline, how(builder, entry)) {
        (None, _) => file,
        (Some(inline), Merge::InlineAlone) => Some(inline.clone()),
        (Some(inline), Merge::Inline) => {
            let below = file.unwrap_or_else(|| Node::new(inline.span, Kind::Map(vec![])));
            Some(over(below, inline))
        }
        (Some(inline), Merge::File) => {
            // The chart's own values are the file where the entry names none.
            match file.or_else(|| defaults(builder, own, folder)) {
                Some(file) => Some(over(inline.clone(), &file)),
                None => Some(inline.clone()),
            }
        }
    };
    let mut all: Vec<Node> = first.into_iter().collect();
    for node in entry.at("additionalValuesFiles").list() {
        all.extend(self::file(builder, layer, At::Set(node)));
    }
    all
}

/// Which of file and inline values wins.
enum Merge {
    /// The inline ones. The default.
    Inline,
    /// The file's: `merge`.
    File,
    /// The file does not count.
    InlineAlone,
}

fn how(builder: &mut Builder<'_>, entry: &Node) -> Merge {
    let at = entry.at("valuesMerge");
    match at.str() {
        Some("merge") => Merge::File,
        Some("replace") => Merge::InlineAlone,
        Some("override" | "") => Merge::Inline,
        found => {
            if let Some(found) = found {
                let cause = format!(
                    "`valuesMerge` is `{found}`, which the tool refuses; write `override`, `merge` or `replace`"
                );
                builder.problem(ProblemKind::Invalid, at.span(), cause);
            }
            Merge::Inline
        }
    }
}

fn file(builder: &mut Builder<'_>, layer: &Layer, at: At<'_>) -> Option<Node> {
    let node = at.node().filter(|n| n.as_str().is_some())?;
    builder.documents(layer, node, false).into_iter().next()
}

fn defaults(builder: &Builder<'_>, own: At<'_>, folder: &str) -> Option<Node> {
    let path = path::join(folder, "values.yaml");
    let (source, text) = own.is_absent().then(|| (builder.read)(&path))??;
    load::documents(source, &path, &text).0.into_iter().next()
}

/// `upper` laid over `lower`: maps are joined, a null takes the key away.
fn over(mut lower: Node, upper: &Node) -> Node {
    for entry in upper.entries() {
        let there = tree::remove(&mut lower, &entry.key);
        if entry.value.kind == Kind::Null {
            continue;
        }
        let below =
            there.filter(|n| matches!((&n.kind, &entry.value.kind), (Kind::Map(_), Kind::Map(_))));
        let empty = || Node::new(entry.value.span, Kind::Map(vec![]));
        let value = match &entry.value.kind {
            Kind::Map(_) => over(below.unwrap_or_else(empty), &entry.value),
            _ => entry.value.clone(),
        };
        if let Kind::Map(entries) = &mut lower.kind {
            entries.push(Entry { value, ..entry.clone() });
        }
    }
    lower
}
