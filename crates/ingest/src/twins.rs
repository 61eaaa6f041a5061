//! Objects that a file declares twice: one of them has no effect.

use std::collections::HashMap;

use ringfort_model::kube::Kube;
use ringfort_source::SourceMap;
use ringfort_vocab::{Location, Notice, NoticeKind};

use crate::Ledger;

/// Says which objects are declared before in the same file.
pub(crate) fn say(sources: &SourceMap, kube: &Kube, ledger: &mut Ledger) {
    let mut seen = HashMap::new();
    for object in &kube.objects {
        if object.name.is_empty() || object.name.ends_with('*') {
            continue;
        }
        let namespace = object.namespace.as_deref();
        let key = (
            object.head.source,
            object.scope,
            object.group(),
            &*object.kind,
            namespace,
            &*object.name,
        );
        let Some(first) = seen.get(&key).copied() else {
            seen.insert(key, object.head);
            continue;
        };
        // What a tool rendered has no places of its own.
        if first == object.head {
            continue;
        }
        let (line, _) = sources.line_range(first);
        let message = format!(
            "`{}` is declared on line {line} already: only one of the two takes effect; rename or remove one",
            object.resource
        );
        let location = Some(Location::of(sources, object.head));
        ledger.remark(Notice { kind: NoticeKind::Unresolved, message, location });
    }
}
