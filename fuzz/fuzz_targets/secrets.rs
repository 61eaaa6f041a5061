#![no_main]
//! The search for secrets: no panic, hits in bounds.

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    for hit in ringfort_facts::secrets::scan(text) {
        assert!(text.get(hit.range.clone()).is_some());
    }
});
