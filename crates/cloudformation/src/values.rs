//! Files of parameter values: what they say, and which of them a template takes.

use std::collections::BTreeMap;

use ringfort_source::{Kind, Node};

use crate::project::Project;
use crate::template::Template;
use crate::value::Val;

/// What the one who deploys decides.
#[derive(Clone, Copy)]
pub struct Given<'a> {
    /// Paths of parameter files that are told by name; the last of them wins.
    pub files: &'a [String],
    /// Does the path belong to the judged environment by name or declaration?
    pub is_own: &'a (dyn Fn(&str) -> bool + Sync),
    /// Does the path belong to another environment?
    pub is_other: &'a (dyn Fn(&str) -> bool + Sync),
}

/// The values for the template at `path`, and the files they are from. Weakest first: the one file beside the
/// template that fits it, then those that are told by name.
pub(crate) fn of(
    project: &Project<'_>,
    path: &str,
    template: Template<'_>,
    given: &Given<'_>,
) -> (BTreeMap<String, Val>, Vec<String>) {
    let told = |p: &&str| given.files.iter().any(|f| f.trim_start_matches("./") == *p);
    let fitting = |p: &&str| is_beside(p, path) && fits(project, p, template) && names(p, path);
    let beside: Vec<&str> = project.values.keys().copied().filter(fitting).collect();
    let beside: Vec<&str> = beside.into_iter().filter(|p| !(given.is_other)(p)).collect();
    let own: Vec<&str> = beside.iter().copied().filter(|p| (given.is_own)(p)).collect();
    // Where two fit alike nothing says which is meant.
    let chosen = match (own.as_slice(), beside.as_slice()) {
        ([one], _) | ([], [one]) => Some(*one),
        _ => None,
    };
    let all = project.values.keys().copied().filter(told).filter(|p| fits(project, p, template));
    let files: Vec<&str> = chosen.into_iter().chain(all).collect();
    let mut out = BTreeMap::new();
    for file in &files {
        out.extend(project.values.get(file).into_iter().flat_map(|root| read(root)));
    }
    (out, files.into_iter().map(str::to_owned).collect())
}

/// Does the file lie in the template's folder, or in one below it?
fn is_beside(file: &str, template: &str) -> bool {
    let folder = |p: &str| p.rsplit_once('/').map_or(String::new(), |(f, _)| f.to_owned());
    let (file, template) = (folder(file), folder(template));
    let up = file.rsplit_once('/').map_or("", |(up, _)| up);
    file == template || !file.is_empty() && up == template
}

/// Is every value one of a parameter of the template?
fn fits(project: &Project<'_>, file: &str, template: Template<'_>) -> bool {
    let values = project.values.get(file).map(|root| read(root)).unwrap_or_default();
    !values.is_empty() && values.iter().all(|(name, _)| template.parameter(name).is_some())
}

/// Does the file name this template, or none at all?
fn names(file: &str, template: &str) -> bool {
    let stem = |p: &str| {
        let name = p.rsplit_once('/').map_or(p, |(_, n)| n);
        name.split_once('.').map_or(name, |(s, _)| s).to_ascii_lowercase()
    };
    let (file, template) = (stem(file), stem(template));
    let general = ["param", "config", "prod", "dev", "stag", "test", "live"];
    file.starts_with(&template) || general.iter().any(|g| file.contains(g))
}

/// The values of a file in either shape, each at the place of its value.
fn read(root: &Node) -> Vec<(String, Val)> {
    match &root.kind {
        Kind::Seq(items) => {
            let pair = |item: &Node| {
                let key = item.get("ParameterKey")?.scalar()?;
                Some((key, Val::plain(item.get("ParameterValue")?)))
            };
            items.iter().filter_map(pair).collect()
        }
        _ => {
            let entries = root.get("Parameters").map_or(&[][..], Node::entries);
            entries.iter().map(|e| (e.key.to_string(), Val::plain(&e.value))).collect()
        }
    }
}
