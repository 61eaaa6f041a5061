#![no_main]
//! HCL, and evaluating it as a project: no panic, no hang. A line `### PATH` begins another file, so that modules,
//! variable files and units come together.

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let mut files = vec![("main.tf".to_owned(), String::new())];
    for line in text.split_inclusive('\n') {
        match line.strip_prefix("### ") {
            Some(path) if files.len() < 16 => {
                files.push((path.trim().replace("..", "."), String::new()));
            }
            _ => {
                if let Some((_, text)) = files.last_mut() {
                    text.push_str(line);
                }
            }
        }
    }
    ringfort_fuzz::assess_all(files);
});
