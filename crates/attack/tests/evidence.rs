//! Every hop of every way says what proves it: a place in a file, or the section of the documentation whose default it is.

#![allow(clippy::unwrap_used, reason = "a test")]

#[path = "../../engine/tests/support/mod.rs"]
mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use ringfort_attack::profiles::ENTRIES;
use ringfort_attack::{Ask, attack, registry};
use ringfort_facts::Facts;
use ringfort_ingest::{Memory, Options, ingest};
use ringfort_vocab::Declared;

/// The hops of `files` that say nothing.
fn bare(files: BTreeMap<String, String>) -> BTreeSet<String> {
    let ingested = ingest(&Memory::new(files), &Options::default());
    let facts = Facts::derive(ingested.sources, ingested.model);
    let entries = ENTRIES.iter().map(|e| e.id.to_owned()).collect();
    let found = attack(&facts, &Declared::default(), &Ask { entries, ..Ask::default() });
    let steps = found.paths.iter().flat_map(|p| &p.steps);
    let bare = steps.filter(|s| s.evidence.is_empty() && s.by_default.is_none());
    bare.map(|s| format!("{}: {}", s.technique, s.sentence)).collect()
}

fn read(folder: &Path, at: &str, into: &mut BTreeMap<String, String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let entry: PathBuf = entry.unwrap().path();
        let name = format!("{at}{}", entry.file_name().unwrap().to_string_lossy());
        if entry.is_dir() {
            read(&entry, &format!("{name}/"), into);
        } else if let Ok(text) = std::fs::read_to_string(&entry) {
            into.insert(name, text);
        }
    }
}

#[test]
fn hops_over_the_examples_say_what_proves_them() {
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples");
    for example in
        ["task-api/start", "task-api/secured", "aws-estate", "aks", "gke", "dero", "prompt-1"]
    {
        let mut files = BTreeMap::new();
        read(&examples.join(example), "", &mut files);
        assert!(!files.is_empty(), "{example}");
        assert_eq!(bare(files), BTreeSet::new(), "{example}");
    }
}

#[test]
fn hops_over_the_pages_say_what_proves_them() {
    let mut all = BTreeSet::new();
    for technique in registry().iter().filter(|t| !t.page.is_empty()) {
        for case in support::cases(technique.page, technique.id) {
            all.extend(bare(case.files));
        }
    }
    assert_eq!(all, BTreeSet::new());
}
