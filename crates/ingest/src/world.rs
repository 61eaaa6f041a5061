//! The one port to the outside: where files come from.

use std::collections::BTreeMap;

use crate::tools::Ask;

/// A file that discovery found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Path relative to the scanned root, with forward slashes; with several roots the root's name comes first.
    pub path: String,
    /// Size in bytes.
    pub size: u64,
}

/// What discovery gave.
#[derive(Clone, Debug, Default)]
pub struct Discovery {
    /// The files, sorted by path, each once.
    pub files: Vec<Found>,
    /// What was seen and left out, with the cause: path and message.
    pub left_out: Vec<(String, String)>,
}

/// Where files come from: a disk, a test, later an archive or a cluster.
pub trait World: Sync {
    /// Everything there is.
    fn discover(&self) -> Discovery;

    /// The bytes of a found file. The error says what to do about it.
    fn read(&self, path: &str) -> Result<Vec<u8>, String>;

    /// What one of the user's own tools renders, where the user asks for that ([`crate::RenderWith`]). The error says
    /// what to do about it.
    fn render(&self, ask: &Ask<'_>) -> Result<String, String> {
        Err(format!("`{}` is not on a disk", ask.file))
    }
}

/// A world in memory.
#[derive(Clone, Debug, Default)]
pub struct Memory {
    files: BTreeMap<String, Vec<u8>>,
}

impl Memory {
    /// A world of these files.
    pub fn new<P: Into<String>, T: Into<Vec<u8>>>(files: impl IntoIterator<Item = (P, T)>) -> Self {
        Self { files: files.into_iter().map(|(p, t)| (p.into(), t.into())).collect() }
    }
}

impl World for Memory {
    fn discover(&self) -> Discovery {
        let found = |(path, text): (&String, &Vec<u8>)| Found {
            path: path.clone(),
            size: text.len() as u64,
        };
        Discovery { files: self.files.iter().map(found).collect(), left_out: vec![] }
    }

    fn read(&self, path: &str) -> Result<Vec<u8>, String> {
        self.files.get(path).cloned().ok_or_else(|| "no such file".into())
    }
}
