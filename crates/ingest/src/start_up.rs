//! What machines of a cloud run when they first start (`user_data` and its like): cloud-init, Ignition or a script, read
//! for what it sets up of a cluster, each value at the line it is written at.

use ringfort_model::cloud::Resource;
use ringfort_model::{Document, Model, NodeText};
use ringfort_source::{Node, SourceMap, encoding};
use ringfort_syntax::{json, yaml};
use ringfort_terraform::Places;
use ringfort_vocab::{FileState, NoticeKind};

use crate::detect::Format;
use crate::parse::Parsed;
use crate::read::Input;
use crate::terraform_kube::placed;
use crate::{Ledger, kube, node_files, node_setup};

/// Where resources hold it (references of the providers for AWS, Google Cloud, Azure and others).
const PATHS: [&str; 7] = [
    "user_data",
    "user_data_base64",
    "custom_data",
    "os_profile.custom_data",
    "metadata_startup_script",
    "metadata.startup-script",
    "metadata.user-data",
];

/// Adds what the machines among the resources of `model` set up of a cluster.
pub(crate) fn lower(sources: &SourceMap, model: &mut Model, ledger: &mut Ledger) {
    let found: Vec<Start> = model.resources.iter().flat_map(|r| starts(sources, r)).collect();
    for start in found {
        for error in &start.parsed.errors {
            let at = start.places.of(error.span);
            let (kind, state) = (NoticeKind::ParseError, FileState::Partial);
            ledger.notice_at(sources, at, kind, state, &error.message);
        }
        for object in start.parsed.objects {
            kube::lower(placed(object, &start.places), None, &mut model.kube);
        }
        let documents = start.parsed.more.into_iter();
        model.documents.extend(documents.map(|d| {
            let root = placed(d.root, &start.places);
            Document { root, ..d }
        }));
        let texts = start.parsed.node_texts.into_iter();
        model.node_texts.extend(texts.map(|text| {
            let lines = text.lines.iter().map(|line| start.places.of(*line)).collect();
            NodeText { lines, ..text }
        }));
    }
}

/// What one resource starts with; spans count in its text.
struct Start {
    parsed: Parsed,
    places: Places,
}

fn starts(sources: &SourceMap, resource: &Resource) -> Vec<Start> {
    let values = PATHS.iter().filter_map(|path| resource.at(path).node());
    values.filter_map(|value| start(sources, value)).collect()
}

fn start(sources: &SourceMap, value: &Node) -> Option<Start> {
    let written = value.as_str()?;
    let decoded = (!is_start(written)).then(|| encoding::base64_text(written)).flatten();
    let text = decoded.as_deref().unwrap_or(written);
    let at = value.from.as_deref().copied().unwrap_or(value.span);
    let places = Places::new(at, if decoded.is_some() { "" } else { sources.text(at) }, text);
    let path = sources.path(at).into();
    let input = Input { source: at.source, path, format: Format::Terraform };
    let mut parsed = Parsed::default();
    if text.starts_with("#!") {
        node_files::script(&input, text, &mut parsed);
    } else if node_setup::is_cloud_init(text) {
        let stream = yaml::parse(at.source, text);
        parsed.errors.extend(stream.errors);
        let root = stream.documents.into_iter().next().map(|d| d.root)?;
        node_files::read(&input, text, &root, &mut parsed);
    } else if text.trim_start().starts_with('{') {
        let root = json::parse(at.source, text).ok()?;
        node_setup::of("", text, &root)?;
        node_files::read(&input, text, &root, &mut parsed);
    } else {
        return None;
    }
    Some(Start { parsed, places })
}

/// Is it plain, rather than encoded?
fn is_start(text: &str) -> bool {
    text.trim_start().starts_with(['#', '{'])
}
