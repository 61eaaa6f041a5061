#![no_main]
//! JSON: no panic, spans in bounds.

use libfuzzer_sys::fuzz_target;
use ringfort_source::SourceId;

fuzz_target!(|text: &str| {
    if let Ok(root) = ringfort_syntax::json::parse(SourceId(0), text) {
        assert!(root.span.range().end <= text.len());
    }
});
