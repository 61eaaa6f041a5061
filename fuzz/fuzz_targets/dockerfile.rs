#![no_main]
//! Dockerfiles with their shell commands: no panic.

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    ringfort_fuzz::assess("Dockerfile", text);
});
