#![no_main]
//! HCL, and evaluating it as a module: no panic.

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    ringfort_fuzz::assess("main.tf", text);
});
