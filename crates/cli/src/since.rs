//! `--since REF`: the files that differ from a git revision.
//!
//! Objects are read straight from the repository. The `git` program is not called: with a hostile
//! repository it would run what that repository's configuration names (filters, monitors, diff drivers).

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use gix::bstr::ByteSlice as _;
use gix::{ObjectId, Repository, objs};
use ringfort_engine::{Disk, World as _};

use crate::exit::Refusal;

/// The files below `roots`, named as findings name them, whose content is not that of `reference`; new files
/// among them. A checkout that rewrites line ends makes every file differ.
pub(crate) fn changed(roots: &[String], reference: &str) -> Result<BTreeSet<String>, Refusal> {
    let mut changed = BTreeSet::new();
    for root in roots {
        let prefix = if roots.len() == 1 { String::new() } else { prefix(root) };
        let differ = differing(Path::new(root), reference);
        let differ = differ.map_err(|cause| format!("--since {reference}: {root}: {cause}"))?;
        changed.extend(differ.into_iter().map(|path| format!("{prefix}{path}")));
    }
    Ok(changed)
}

/// How files are named where several roots are scanned: by their root first.
fn prefix(root: &str) -> String {
    match root.trim_start_matches("./").trim_end_matches('/') {
        "" | "." => String::new(),
        name => format!("{name}/"),
    }
}

/// The files of one root that differ, by their path below it.
fn differing(root: &Path, reference: &str) -> Result<Vec<String>, String> {
    let full = root.canonicalize().map_err(|error| error.to_string())?;
    let folder = if full.is_file() { full.parent().unwrap_or(&full) } else { &full };
    let repository = open(folder)?;
    let below = below(&repository, folder)?;
    let known = blobs(&repository, reference)?;
    let world = Disk::new([root]);
    let differs = |path: &String| match (world.read(path), known.get(&join(&below, path))) {
        (Ok(bytes), Some(id)) => blob_id(*id, &bytes) != Some(*id),
        _ => true,
    };
    Ok(world.discover().files.into_iter().map(|found| found.path).filter(differs).collect())
}

/// The repository around `folder`, with no configuration but its own.
fn open(folder: &Path) -> Result<Repository, String> {
    let options = gix::open::Options::isolated();
    gix::discover_opts(folder, gix::discover::upwards::Options::default(), options)
        .map_err(|error| format!("no git repository: {error}"))
}

/// The path of `folder` inside the repository's work tree.
fn below(repository: &Repository, folder: &Path) -> Result<PathBuf, String> {
    let top = repository.workdir().and_then(|top| top.canonicalize().ok());
    let below = top.and_then(|top| folder.strip_prefix(top).map(Path::to_path_buf).ok());
    below.ok_or_else(|| "the repository has no work tree here".to_owned())
}

/// Every file of the revision with the id of its content.
fn blobs(repository: &Repository, reference: &str) -> Result<BTreeMap<String, ObjectId>, String> {
    let unknown = |error: gix::Error| format!("no such revision: {error}");
    let id = repository.rev_parse_single(reference.as_bytes().as_bstr()).map_err(unknown)?;
    let object = id.object().map_err(|error| error.to_string())?;
    let tree = object.peel_to_tree().map_err(|error| error.to_string())?;
    let files = tree.traverse().breadthfirst.files().map_err(|error| error.to_string())?;
    Ok(files.into_iter().map(|file| (file.filepath.to_string(), file.oid)).collect())
}

fn join(below: &Path, path: &str) -> String {
    below.join(path).to_string_lossy().replace('\\', "/")
}

/// The id that git gives this content, by the hash function of `like`.
fn blob_id(like: ObjectId, bytes: &[u8]) -> Option<ObjectId> {
    objs::compute_hash(like.kind(), objs::Kind::Blob, bytes).ok()
}
