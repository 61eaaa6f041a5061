//! Azure resources: attributes that provider versions rename, and diagnostic settings.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{At, Kind, Node, Scene, Verdict};

use super::{companion, tri};

/// The first of `names` that is written on `on`, else the first: one attribute under the names that the
/// versions of the provider give it, newest first.
pub(crate) fn written(on: &Resource, names: &[&'static str]) -> &'static str {
    let found = names.iter().find(|name| !lacks(on.at(name)));
    found.or(names.first()).copied().unwrap_or_default()
}

/// Is nothing written at `at`? Plans show a block that is not there as an empty list.
pub(crate) fn lacks(at: At<'_>) -> bool {
    match at {
        At::Absent(_) => true,
        At::Set(node) => matches!(&node.kind, Kind::Seq(items) if items.is_empty()),
        At::Unknown(_) => false,
    }
}

/// Causes of values that are there although they are not known: attributes of resources, and functions that
/// give another value on every run.
const GIVEN: [&str; 3] =
    ["is not declared in what was read", "differs on every run", "is not part of the scan"];

/// Is something written at `at`? An attribute of another resource counts although it is not known yet, also
/// of one that stands in a file that was not read.
pub(crate) fn given(at: At<'_>) -> Option<bool> {
    let there = |node: &Node| GIVEN.iter().any(|c| node.cause().ends_with(c)).then_some(true);
    match at {
        At::Unknown(node) => tri::written(at).or_else(|| there(node)),
        _ if lacks(at) => Some(false),
        _ => tri::written(at),
    }
}

/// What sends the logs of a resource elsewhere.
pub(crate) const SETTINGS: &[companion::Holder] =
    &[("azurerm_monitor_diagnostic_setting", "target_resource_id")];

/// The diagnostic settings of one service of storage account `on` (`blobServices`), not those of the account's metrics.
pub(crate) fn settings_of<'a>(
    on: &'a Resource,
    scene: &Scene<'a>,
    service: &'a str,
) -> impl Iterator<Item = &'a Resource> {
    let sources = &scene.facts.sources;
    companion::of(on, scene, SETTINGS, &["id"])
        .filter(move |s| sources.text(s.at("target_resource_id").span()).contains(service))
}

/// What is said of a list of diagnostic settings: does one of them send a log?
pub(crate) enum Sent<'a> {
    /// This one does.
    By(&'a Resource),
    /// This one may: its categories are not known.
    Perhaps(&'a Resource),
    /// None does.
    No,
}

/// Passes where one of `settings` sends a log of `categories` or a group that holds it; `lacking` is the
/// verdict where none does.
pub(crate) fn logged<'a>(
    settings: impl Iterator<Item = &'a Resource>,
    categories: &[&str],
    note: &'static str,
    lacking: impl FnOnce() -> Verdict,
) -> Verdict {
    match sends(settings, categories, &["audit", "allLogs"]) {
        Sent::By(setting) => Verdict::pass(setting.header, note),
        Sent::Perhaps(setting) => {
            Verdict::unknown(setting.header, "its log categories are not known")
        }
        Sent::No => lacking(),
    }
}

/// Does one of `settings` (`azurerm_monitor_diagnostic_setting`) send a log of `categories`, or of a group
/// that holds it?
pub(crate) fn sends<'a>(
    settings: impl Iterator<Item = &'a Resource>,
    categories: &[&str],
    groups: &[&str],
) -> Sent<'a> {
    let mut answer = Sent::No;
    for setting in settings {
        if logs(setting).any(|log| is_sent(log, categories, groups)) {
            return Sent::By(setting);
        }
        let blocks = ["enabled_log", "log"];
        let is_open = blocks.iter().any(|b| setting.at(b).is_unknown())
            || logs(setting).any(Node::has_unknown);
        if is_open {
            answer = Sent::Perhaps(setting);
        }
    }
    answer
}

/// Do the settings that `settings` gives, taken together, send the logs of all `categories`?
pub(crate) fn sends_all<'a, I: Iterator<Item = &'a Resource>>(
    settings: impl Fn() -> I,
    categories: &[&str],
    groups: &[&str],
) -> Option<bool> {
    tri::all(categories.iter().map(|category| match sends(settings(), &[category], groups) {
        Sent::By(_) => Some(true),
        Sent::Perhaps(_) => None,
        Sent::No => Some(false),
    }))
}

fn logs(setting: &Resource) -> impl Iterator<Item = &Node> {
    setting.blocks("enabled_log").iter().chain(setting.blocks("log"))
}

fn is_sent(log: &Node, categories: &[&str], groups: &[&str]) -> bool {
    let is = |name: &str, wanted: &[&str]| log.at(name).str().is_some_and(|v| wanted.contains(&v));
    log.at("enabled").bool() != Some(false)
        && (is("category", categories) || is("category_group", groups))
}

/// Major and minor of a version as runtimes write it: `8.1`, `v8.1`, `3`. `None` for words.
pub(crate) fn version(text: &str) -> Option<(u32, u32)> {
    let mut parts = text.trim_start_matches(['v', 'V']).split('.').map(str::parse::<u32>);
    let major = parts.next()?.ok()?;
    Some((major, parts.next().and_then(Result::ok).unwrap_or(0)))
}
