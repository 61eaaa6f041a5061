#![no_main]
//! Kubernetes manifests, kustomizations and workflows through the whole pipeline: no panic.

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    for path in ["a.yaml", "kustomization.yaml", ".github/workflows/ci.yaml"] {
        ringfort_fuzz::assess(path, text);
    }
});
