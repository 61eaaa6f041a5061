//! Bugs of ours: a panic that nothing caught ends with 101 and a request to report it.

use std::panic::{AssertUnwindSafe, catch_unwind, set_hook};
use std::process::ExitCode;
use std::sync::Mutex;

use crate::output;

/// What the last panic said, and where.
static LAST: Mutex<String> = Mutex::new(String::new());

/// Runs `command`. Panics that a stage catches (a check, a reader) become notices and are not printed; one
/// that nothing catches is.
pub(crate) fn guarded(command: fn() -> ExitCode) -> ExitCode {
    set_hook(Box::new(|panic| {
        if let Ok(mut last) = LAST.lock() {
            *last = panic.to_string();
        }
    }));
    catch_unwind(AssertUnwindSafe(command)).unwrap_or_else(|_| {
        let what = LAST.lock().map_or_else(|_| String::new(), |last| last.clone());
        output::say(&format!("internal error: {what}"));
        output::say("this is a bug of ringfort: please report it with what was scanned");
        ExitCode::from(101)
    })
}
