#![no_main]
//! Requirements and lock files: no panic.

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    for path in ["requirements.txt", "poetry.lock", "uv.lock", "pyproject.toml"] {
        ringfort_fuzz::assess(path, text);
    }
});
