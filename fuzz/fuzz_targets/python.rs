#![no_main]
//! Python: no panic.

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    ringfort_fuzz::assess("main.py", text);
});
