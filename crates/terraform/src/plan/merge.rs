//! A plan and the code it was made from: one resource, once, with the plan's values at the code's places.

use std::collections::{BTreeMap, HashMap, HashSet};

use ringfort_model::cloud::{Mode, Reference, Resource};
use ringfort_source::{Entry, Kind, Node, Span};

use super::Read;
use super::references::bare;

/// All resources of the code and of one plan. Where the plan was made from a root module of the code, it decides
/// which resources there are and about their values, the code about the places. Blocks that the plan does not know are
/// newer than it and are kept as the code has them.
pub fn merged(plan: Read, code: Vec<Resource>) -> Vec<Resource> {
    let Read { resources: planned, mut blocks, left_out, .. } = plan;
    let Some(root) = origin_of(&planned, &code) else {
        return code.into_iter().chain(planned).collect();
    };
    let (own, mut out): (Vec<Resource>, Vec<Resource>) =
        code.into_iter().partition(|r| r.root == root);
    let by_address: HashMap<&str, &Resource> =
        own.iter().map(|r| (r.address.as_str(), r)).collect();
    let by_bare: HashMap<String, &Resource> = own.iter().map(|r| (bare(&r.address), r)).collect();
    let mut placed = Vec::new();
    for resource in planned {
        let bare = bare(&resource.address);
        let exact = by_address.get(resource.address.as_str());
        let source = exact.or_else(|| by_bare.get(&bare)).copied();
        blocks.insert(bare);
        match source {
            // What is handed out, the code says in full.
            _ if resource.mode == Mode::Output => {}
            Some(source) => {
                let left = left_out.get(&resource.address).map_or(&[][..], Vec::as_slice);
                placed.push(at_places(resource, source, left));
            }
            None if resource.mode == Mode::Provider => {}
            None => placed.push(Resource { root: root.clone(), ..resource }),
        }
    }
    let decided = |r: &Resource| {
        matches!(r.mode, Mode::Managed | Mode::Data | Mode::Provider | Mode::Module)
            && blocks.contains(&bare(&r.address))
    };
    out.extend(own.iter().filter(|r| !decided(r)).cloned());
    out.extend(placed);
    out
}

/// The root module of the code that a plan was made from.
pub fn origin(plan: &Read, code: &[Resource]) -> Option<Box<str>> {
    origin_of(&plan.resources, code)
}

/// The root module that shares most addresses with what is planned, and at least half.
fn origin_of(planned: &[Resource], code: &[Resource]) -> Option<Box<str>> {
    let managed = |r: &&Resource| r.mode == Mode::Managed;
    let addresses: HashSet<String> =
        planned.iter().filter(managed).map(|r| bare(&r.address)).collect();
    let mut shared: BTreeMap<&str, HashSet<String>> = BTreeMap::new();
    for r in code.iter().filter(managed) {
        let bare = bare(&r.address);
        if addresses.contains(&bare) {
            shared.entry(&r.root).or_default().insert(bare);
        }
    }
    let best = shared.iter().max_by_key(|(_, found)| found.len())?;
    let direct = addresses.iter().filter(|a| !a.starts_with("module.")).count();
    (best.1.len() * 2 >= direct.max(1)).then(|| (*best.0).into())
}

/// The planned values at the places where the code writes them, with the references of both. Of what the plan
/// has `left_out`, the code tells whether it is not known or not there.
fn at_places(planned: Resource, source: &Resource, left_out: &[Box<str>]) -> Resource {
    let mut attrs = place(planned.attrs, Some(&source.attrs), source.header);
    if let Kind::Map(entries) = &mut attrs.kind {
        for e in entries.iter_mut().filter(|e| e.key_span == source.attrs.span) {
            // Not written in the code: it would be added to the block.
            (e.key_span, e.value.span) = (source.header, source.header);
        }
        let open = left_out.iter().filter_map(|key| source.attrs.entry(key));
        entries.extend(open.filter(|e| e.value.has_unknown()).cloned());
    }
    let mut refs = source.refs.clone();
    for r in planned.refs {
        let same = |o: &Reference| o.path == r.path && bare(&o.target) == bare(&r.target);
        if !refs.iter().any(same) {
            refs.push(Reference { span: source.header, ..r });
        }
    }
    Resource {
        root: source.root.clone(),
        attrs: Node { span: source.attrs.span, ..attrs },
        refs,
        span: source.span,
        header: source.header,
        ..planned
    }
}

/// `near` is where the value would be added.
fn place(value: Node, source: Option<&Node>, near: Span) -> Node {
    let span = source.map_or(near, |s| s.span);
    let from = source.and_then(|s| s.from.clone());
    let kind = match value.kind {
        Kind::Seq(items) => {
            let of = |i: usize| match source.map(|s| &s.kind) {
                Some(Kind::Seq(nodes)) => nodes.get(i),
                Some(Kind::Map(_)) if i == 0 => source,
                _ => None,
            };
            Kind::Seq(items.into_iter().enumerate().map(|(i, v)| place(v, of(i), span)).collect())
        }
        Kind::Map(entries) => {
            let entry = |e: Entry| {
                let written = source.and_then(|s| s.entry(&e.key));
                Entry {
                    key_span: written.map_or(span, |w| w.key_span),
                    value: place(e.value, written.map(|w| &w.value), span),
                    key: e.key,
                }
            };
            Kind::Map(entries.into_iter().map(entry).collect())
        }
        other => other,
    };
    Node { span, from, kind }
}
