#![no_main]
//! `ringfort.toml`: no panic.

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let _ = ringfort_config::Settings::parse("ringfort.toml", text);
});
