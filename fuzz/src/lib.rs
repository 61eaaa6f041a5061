//! What the targets share.

use ringfort_config::{Date, Settings};
use ringfort_engine::{Memory, Request};

/// Assesses a world of one file.
pub fn assess(path: &str, text: &str) {
    assess_all([(path.to_owned(), text.to_owned())]);
}

/// Assesses a world of several files.
pub fn assess_all(files: impl IntoIterator<Item = (String, String)>) {
    if let Some(today) = Date::parse("2026-01-01") {
        let world = Memory::new(files);
        ringfort_engine::assess(&world, &Request::new(Settings::default(), today), &|_| {});
    }
}
