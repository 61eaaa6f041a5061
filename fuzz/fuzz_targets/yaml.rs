#![no_main]
//! YAML streams: no panic, spans in bounds.

use libfuzzer_sys::fuzz_target;
use ringfort_source::SourceId;

fuzz_target!(|text: &str| {
    for document in ringfort_syntax::yaml::parse(SourceId(0), text).documents {
        assert!(document.root.span.range().end <= text.len());
    }
});
