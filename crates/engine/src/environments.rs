//! Paths that the settings give to environments and that hold nothing.

use ringfort_config::Settings;
use ringfort_vocab::{FileCoverage, Notice, NoticeKind};

/// A notice for every path of an environment under which no file lies.
pub(crate) fn empty_paths(settings: &Settings, files: &[FileCoverage]) -> Vec<Notice> {
    let declared =
        settings.environments.values().flat_map(|p| p.manifests.iter().chain(&p.terraform));
    let empty = declared.filter(|path| !files.iter().any(|file| is_under(&file.file, &path.value)));
    empty
        .map(|path| Notice {
            kind: NoticeKind::Settings,
            message: format!(
                "no file lies under `{}`: give a path from the scanned folder",
                path.value
            ),
            location: Some(settings.location(path.at)),
        })
        .collect()
}

fn is_under(file: &str, folder: &str) -> bool {
    let folder = folder.trim_start_matches("./").trim_end_matches('/');
    matches!(folder, "" | ".")
        || file.strip_prefix(folder).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}
