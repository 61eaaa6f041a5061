//! Strategic merge: a patch that looks like the object.
//!
//! Source: the Kubernetes documentation on strategic merge patches, and the patch merge keys of the
//! API reference. Lists without a merge key, and all lists of custom resources, are replaced.

use ringfort_source::{Entry, Kind, Node};

use crate::tree;

/// The merge keys of the API's lists, by the list's field.
const MERGE_KEYS: [(&str, &[&str]); 19] = [
    ("containers", &["name"]),
    ("initContainers", &["name"]),
    ("ephemeralContainers", &["name"]),
    ("env", &["name"]),
    ("ports", &["containerPort", "port"]),
    ("volumes", &["name"]),
    ("volumeMounts", &["mountPath"]),
    ("volumeDevices", &["devicePath"]),
    ("hostAliases", &["ip"]),
    ("imagePullSecrets", &["name"]),
    ("secrets", &["name"]),
    ("topologySpreadConstraints", &["topologyKey"]),
    ("resourceClaims", &["name"]),
    ("schedulingGates", &["name"]),
    ("ownerReferences", &["uid"]),
    ("conditions", &["type"]),
    ("webhooks", &["name"]),
    ("validations", &["name"]),
    ("podIPs", &["ip"]),
];

/// Fields whose lists of texts are joined.
const UNIONS: [&str; 1] = ["finalizers"];

/// What became of a node.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    Kept,
    Deleted,
}

/// Merges `patch` into `base`. `built_in` says whether the object is of the Kubernetes API itself.
pub(crate) fn merge(base: &mut Node, patch: &Node, built_in: bool) -> Outcome {
    let (Kind::Map(_), Kind::Map(_)) = (&base.kind, &patch.kind) else {
        *base = clean(patch.clone());
        return Outcome::Kept;
    };
    match patch.at("$patch").str() {
        Some("delete") => return Outcome::Deleted,
        Some("replace") => {
            *base = clean(patch.clone());
            return Outcome::Kept;
        }
        _ => {}
    }
    if let Some(kept) = patch.get("$retainKeys") {
        let keep = |e: &Entry| kept.items().iter().any(|k| k.as_str() == Some(&*e.key));
        if let Kind::Map(entries) = &mut base.kind {
            entries.retain(keep);
        }
    }
    for entry in patch.entries() {
        field(base, entry, built_in);
    }
    Outcome::Kept
}

fn field(base: &mut Node, entry: &Entry, built_in: bool) {
    let key = &*entry.key;
    if let Some(field) = key.strip_prefix("$deleteFromPrimitiveList/") {
        if let Some(Node { kind: Kind::Seq(items), .. }) = tree::get_mut(base, field) {
            items.retain(|item| !entry.value.items().iter().any(|gone| gone.kind == item.kind));
        }
        return;
    }
    if key.starts_with('$') {
        return;
    }
    if entry.value.kind == Kind::Null {
        tree::remove(base, key);
        return;
    }
    let outcome = match tree::get_mut(base, key) {
        Some(slot) if slot.kind != Kind::Null => match (&mut slot.kind, &entry.value.kind) {
            (Kind::Seq(old), Kind::Seq(new)) if built_in => {
                list(old, new, key);
                Outcome::Kept
            }
            _ => merge(slot, &entry.value, built_in),
        },
        _ => {
            if entry.value.at("$patch").str() != Some("delete") {
                tree::set(base, key, entry.key_span, clean(entry.value.clone()));
            }
            Outcome::Kept
        }
    };
    if outcome == Outcome::Deleted {
        tree::remove(base, key);
    }
}

/// Merges lists by their merge key; new elements stand before the old ones, as the tool puts them.
fn list(old: &mut Vec<Node>, new: &[Node], field: &str) {
    if UNIONS.contains(&field) {
        let more = new.iter().filter(|n| !old.iter().any(|o| o.kind == n.kind));
        let more: Vec<Node> = more.cloned().collect();
        old.extend(more);
        return;
    }
    let replace = new.iter().any(|n| n.at("$patch").str() == Some("replace"));
    let Some(keys) = merge_key(field, old, new).filter(|_| !replace) else {
        let directive = |n: &&Node| n.at("$patch").str().is_none() || n.entries().len() > 1;
        *old = new.iter().filter(directive).cloned().map(clean).collect();
        return;
    };
    let mut fresh = Vec::new();
    for patch in new {
        let same = |node: &Node| same_element(node, patch, keys);
        match old.iter().position(same) {
            Some(index) => {
                let deleted = old.get_mut(index).map(|n| merge(n, patch, true));
                if deleted == Some(Outcome::Deleted) {
                    old.remove(index);
                }
            }
            None if patch.at("$patch").str() == Some("delete") => {}
            None => fresh.push(clean(patch.clone())),
        }
    }
    fresh.append(old);
    *old = fresh;
}

/// The keys that tell the elements of `field` apart, if they have them.
fn merge_key(field: &str, old: &[Node], new: &[Node]) -> Option<&'static str> {
    let (_, keys) = MERGE_KEYS.iter().find(|(name, _)| *name == field)?;
    keys.iter().copied().find(|key| old.iter().chain(new).all(|n| n.get(key).is_some()))
}

/// Ports are told apart by their protocol too.
fn same_element(a: &Node, b: &Node, key: &str) -> bool {
    let protocol = |n: &Node| n.at("protocol").str().unwrap_or("TCP").to_owned();
    let ports = key == "containerPort" || key == "port";
    a.get(key).map(|n| &n.kind) == b.get(key).map(|n| &n.kind)
        && (!ports || protocol(a) == protocol(b))
}

/// Without directives and nulls, as a patch that becomes a value.
fn clean(mut node: Node) -> Node {
    sweep(&mut node);
    node
}

fn sweep(node: &mut Node) {
    match &mut node.kind {
        Kind::Seq(items) => {
            items.retain(|n| n.at("$patch").str() != Some("delete"));
            items.iter_mut().for_each(sweep);
        }
        Kind::Map(entries) => {
            entries.retain(|e| !e.key.starts_with('$') && e.value.kind != Kind::Null);
            for entry in entries {
                sweep(&mut entry.value);
            }
        }
        _ => {}
    }
}
