//! The files that charts are made of.

use std::collections::{BTreeMap, BTreeSet};

use ringfort_source::{Node, SourceId};
use ringfort_syntax::yaml;

use crate::path::join;

/// A text file.
#[derive(Clone, Copy, Debug)]
pub struct File<'a> {
    /// Its source.
    pub source: SourceId,
    /// Its path, relative to the scanned root, with forward slashes.
    pub path: &'a str,
    /// Its text.
    pub text: &'a str,
}

/// All files that charts may use.
#[derive(Debug, Default)]
pub struct Project<'a> {
    files: BTreeMap<&'a str, File<'a>>,
    lengths: BTreeMap<SourceId, u32>,
}

impl<'a> Project<'a> {
    /// A project of these files.
    pub fn new(files: impl IntoIterator<Item = File<'a>>) -> Self {
        let files: BTreeMap<&'a str, File<'a>> = files.into_iter().map(|f| (f.path, f)).collect();
        let lengths = files.values().map(|f| (f.source, f.text.len() as u32)).collect();
        Self { files, lengths }
    }

    /// The folders of the charts that are to be rendered by themselves: those that lie in no other chart, that no
    /// other chart takes in by `file://`, and that are no library.
    pub fn charts(&self) -> Vec<&'a str> {
        let folders: Vec<&'a str> = self.files.keys().filter_map(|p| chart_folder(p)).collect();
        let set: BTreeSet<&str> = folders.iter().copied().collect();
        let trees: Vec<(&str, Node)> =
            folders.iter().filter_map(|f| Some((*f, self.meta(f)?))).collect();
        let near: BTreeSet<String> =
            trees.iter().flat_map(|(folder, root)| neighbours(folder, root)).collect();
        let library = |folder: &str| {
            let tree = trees.iter().find(|(f, _)| *f == folder);
            tree.is_some_and(|(_, root)| root.at("type").str() == Some("library"))
        };
        let own =
            |folder: &&str| !near.contains(*folder) && !library(folder) && !is_inside(folder, &set);
        folders.into_iter().filter(own).collect()
    }

    fn meta(&self, folder: &str) -> Option<Node> {
        let file = self.chart_file(folder)?;
        yaml::parse(file.source, file.text).documents.into_iter().next().map(|d| d.root)
    }

    /// The `Chart.yaml` of a folder.
    pub(crate) fn chart_file(&self, folder: &str) -> Option<File<'a>> {
        self.files.get(join(folder, "Chart.yaml").as_str()).copied()
    }

    /// The files below a folder, by their path in it.
    pub(crate) fn below(&self, folder: &str) -> Vec<(String, File<'a>)> {
        let prefix = if folder.is_empty() { String::new() } else { format!("{folder}/") };
        let from = self.files.range(prefix.as_str()..);
        let inside = from.take_while(|(path, _)| path.starts_with(&prefix));
        inside.filter_map(|(p, f)| Some((p.strip_prefix(&prefix)?.to_owned(), *f))).collect()
    }

    /// The folder that holds a source.
    pub(crate) fn folder_of(&self, source: SourceId) -> Option<String> {
        let file = self.files.values().find(|f| f.source == source)?;
        Some(file.path.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned())
    }

    /// The length of every source's text.
    pub(crate) fn lengths(&self) -> &BTreeMap<SourceId, u32> {
        &self.lengths
    }
}

fn chart_folder(path: &str) -> Option<&str> {
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    (name == "Chart.yaml").then_some(folder)
}

/// Does it lie in `charts/` of another chart?
fn is_inside(folder: &str, all: &BTreeSet<&str>) -> bool {
    let holds = |(at, _): (usize, &str)| {
        let above = folder.get(..at).unwrap_or("");
        all.contains(above.trim_end_matches('/'))
    };
    format!("/{folder}").match_indices("/charts/").any(|(at, found)| holds((at, found)))
}

/// The folders that a chart takes in by `repository: file://...`.
fn neighbours(folder: &str, root: &Node) -> Vec<String> {
    let repositories = root.at("dependencies").list().iter();
    let paths = repositories.filter_map(|d| d.at("repository").str()?.strip_prefix("file://"));
    paths.map(|path| join(folder, path)).collect()
}
