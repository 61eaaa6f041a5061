//! Files on a disk.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use ignore::{DirEntry, WalkBuilder};

use crate::command;
use crate::tools::Ask;
use crate::world::{Discovery, Found, World};

/// Folders that hold what tools fetched or built, never what a team wrote.
const SKIPPED: [&str; 7] =
    [".git", "node_modules", ".terraform", ".venv", "__pycache__", ".hg", ".svn"];

/// One or more files or folders of the disk. `.gitignore` and `.ignore` files are respected, hidden files are
/// read (`.github` holds workflows), and links are not followed: a link into the scanned folder leads to
/// what is scanned anyway, one out of it would leave what the user named.
#[derive(Debug)]
pub struct Disk {
    roots: Vec<PathBuf>,
}

impl Disk {
    /// A world of `roots`.
    pub fn new(roots: impl IntoIterator<Item = impl Into<PathBuf>>) -> Self {
        Self { roots: roots.into_iter().map(Into::into).collect() }
    }

    /// How the files of `root` are prefixed: not at all where it is the only one.
    fn prefix(&self, root: &Path) -> String {
        if self.roots.len() == 1 {
            return String::new();
        }
        let text = root.to_string_lossy().replace('\\', "/");
        let text = text.trim_start_matches("./").trim_end_matches('/');
        if text.is_empty() || text == "." { String::new() } else { format!("{text}/") }
    }

    /// The path on the disk of a found path.
    fn on_disk(&self, path: &str) -> Option<PathBuf> {
        self.roots.iter().find_map(|root| {
            let rest = path.strip_prefix(&self.prefix(root))?;
            let full = if root.is_file() { root.clone() } else { root.join(rest) };
            full.is_file().then_some(full)
        })
    }

    fn walk(
        &self,
        root: &Path,
        files: &mut BTreeMap<String, u64>,
        left: &mut BTreeMap<String, String>,
    ) {
        let prefix = self.prefix(root);
        let mut walk = WalkBuilder::new(root);
        walk.hidden(false).require_git(false).git_global(false).follow_links(false);
        walk.filter_entry(|e| e.depth() == 0 || !is_skipped(e));
        for entry in walk.build() {
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) => {
                    left.insert(prefix.clone(), format!("{error}"));
                    continue;
                }
            };
            let path = format!("{prefix}{}", relative(root, entry.path()));
            match entry.file_type() {
                Some(t) if t.is_symlink() => self.link(root, &entry, path, left),
                Some(t) if t.is_file() => {
                    let size = entry.metadata().map_or(0, |m| m.len());
                    files.insert(path, size);
                }
                _ => {}
            }
        }
        fetched(root, &prefix, files);
    }

    /// A link that stays inside needs no word: its target is found by its own path.
    fn link(
        &self,
        root: &Path,
        entry: &DirEntry,
        path: String,
        left: &mut BTreeMap<String, String>,
    ) {
        let inside = |target: &std::path::Path| {
            self.roots.iter().any(|r| r.canonicalize().is_ok_and(|r| target.starts_with(r)))
        };
        match entry.path().canonicalize() {
            Ok(target) if inside(&target) => {}
            Ok(_) => {
                let cause = "a link that leads out of the scanned folder is not followed: scan its target too";
                left.insert(path, cause.into());
            }
            Err(error) => {
                let at = root.join(entry.path());
                left.insert(
                    path,
                    format!("the link leads nowhere ({error}): mend {}", at.display()),
                );
            }
        }
    }
}

/// The modules that `terraform init` fetched for the root modules among `files`: they are ignored by git as a
/// rule, and decide what the root modules mean. Code and the manifest alone, bounded like everything.
fn fetched(root: &Path, prefix: &str, files: &mut BTreeMap<String, u64>) {
    let is_code = |p: &str| [".tf", ".tofu", ".tf.json"].iter().any(|end| p.ends_with(end));
    let own = files.keys().filter(|p| is_code(p)).filter_map(|p| p.strip_prefix(prefix));
    let mut folders: Vec<PathBuf> =
        own.filter_map(|p| Some(Path::new(p).parent()?.join(".terraform/modules"))).collect();
    folders.dedup();
    for folder in folders.iter().map(|f| root.join(f)).filter(|f| f.is_dir()) {
        let mut walk = WalkBuilder::new(&folder);
        walk.standard_filters(false).follow_links(false).max_depth(Some(MODULE_DEPTH));
        walk.filter_entry(|e| e.depth() == 0 || e.file_name() != ".git");
        for entry in walk.build().flatten().filter(|e| e.path().is_file()) {
            let path = relative(root, entry.path());
            if is_code(&path) || path.ends_with("modules/modules.json") {
                let size = entry.metadata().map_or(0, |m| m.len());
                files.insert(format!("{prefix}{path}"), size);
            }
        }
    }
}

/// How deep the folders of fetched modules go.
const MODULE_DEPTH: usize = 12;

fn is_skipped(entry: &DirEntry) -> bool {
    let is_dir = entry.file_type().is_some_and(|t| t.is_dir());
    is_dir && entry.file_name().to_str().is_some_and(|name| SKIPPED.contains(&name))
}

/// The path below `root` with forward slashes; the file's own name where the root is the file.
fn relative(root: &Path, path: &Path) -> String {
    let rest = path.strip_prefix(root).unwrap_or(path);
    let rest = if rest.as_os_str().is_empty() {
        Path::new(path.file_name().unwrap_or_default())
    } else {
        rest
    };
    rest.to_string_lossy().replace('\\', "/")
}

impl World for Disk {
    fn discover(&self) -> Discovery {
        let (mut files, mut left) = (BTreeMap::new(), BTreeMap::new());
        for root in &self.roots {
            self.walk(root, &mut files, &mut left);
        }
        let files = files.into_iter().map(|(path, size)| Found { path, size }).collect();
        Discovery { files, left_out: left.into_iter().collect() }
    }

    fn read(&self, path: &str) -> Result<Vec<u8>, String> {
        let full = self.on_disk(path).ok_or("the file is gone: scan again")?;
        std::fs::read(full).map_err(|e| format!("cannot be read ({e}): check its permissions"))
    }

    fn render(&self, ask: &Ask<'_>) -> Result<String, String> {
        let full = self.on_disk(ask.file).ok_or("the file is gone: scan again")?;
        let folder = full.parent().ok_or("it lies in no folder")?;
        command::run(ask, folder, &|path| self.on_disk(path))
    }
}
