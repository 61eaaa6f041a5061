//! The projects of `examples/` as worlds in memory.

#![allow(dead_code, reason = "each test takes what it needs")]

use std::collections::BTreeMap;
use std::path::Path;

use ringfort_config::{Date, Overrides, Settings};
use ringfort_engine::{Memory, Request, assess};
use ringfort_vocab::{Assessment, ControlStatus, Environment};

/// Files by path.
pub(crate) type Files = BTreeMap<String, String>;

/// The texts of `examples/task-api/VERSION`.
pub(crate) fn task_api(version: &str) -> Files {
    example(&format!("task-api/{version}"))
}

/// The texts of `examples/NAME`.
pub(crate) fn example(name: &str) -> Files {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples").join(name);
    let mut files = Files::new();
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        let entries =
            std::fs::read_dir(&folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display()));
        for entry in entries.filter_map(Result::ok) {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if let (Ok(rest), Ok(text)) =
                (path.strip_prefix(&root), std::fs::read_to_string(&path))
            {
                files.insert(rest.to_string_lossy().replace('\\', "/"), text);
            }
        }
    }
    files.retain(|path, _| !path.contains("__pycache__") && !path.contains(".pytest_cache"));
    files
}

/// Assesses `files` for `environment`, with their own settings.
pub(crate) fn run(files: &Files, environment: Environment) -> Assessment {
    assess(&Memory::new(files.clone()), &request(files, environment), &|_| {})
}

/// What is asked of `files` for `environment`, with their own settings.
pub(crate) fn request(files: &Files, environment: Environment) -> Request {
    let text = files.get("ringfort.toml").map_or("", String::as_str);
    let settings = Settings::parse("ringfort.toml", text).unwrap_or_else(|e| panic!("{e:?}"));
    let flags = Overrides { environment: Some(environment), ..Overrides::default() };
    let today = Date::parse("2026-11-22").unwrap_or_else(|| panic!("a date"));
    Request::new(settings.with(flags), today)
}

/// The row of `control`.
pub(crate) fn row<'a>(map: &'a [ControlStatus], control: &str) -> &'a ControlStatus {
    map.iter().find(|r| r.control == control).unwrap_or_else(|| panic!("no control {control}"))
}
