//! What the targets share.

use ringfort_config::{Date, Settings};
use ringfort_engine::{Memory, Request};

/// Assesses a world of one file.
pub fn assess(path: &str, text: &str) {
    if let Some(today) = Date::parse("2026-01-01") {
        let world = Memory::new([(path, text)]);
        ringfort_engine::assess(&world, &Request::new(Settings::default(), today), &|_| {});
    }
}
