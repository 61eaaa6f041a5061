//! One line on standard error while a run takes long: on a terminal only.

use std::io::{Write as _, stderr};
use std::sync::Mutex;
use std::time::{Duration, Instant};

use crate::terminal;

/// Shorter runs show nothing.
const PATIENCE: Duration = Duration::from_millis(300);

/// The line.
pub(crate) struct Progress {
    start: Instant,
    shown: Mutex<bool>,
    enabled: bool,
}

impl Progress {
    /// A line that appears if someone is watching and `quiet` is not asked for.
    pub(crate) fn new(quiet: bool) -> Self {
        let enabled = !quiet && terminal::shows_progress();
        Self { start: Instant::now(), shown: Mutex::new(false), enabled }
    }

    /// Says what is being done.
    pub(crate) fn stage(&self, text: &str) {
        if !self.enabled || self.start.elapsed() < PATIENCE {
            return;
        }
        if let Ok(mut shown) = self.shown.lock() {
            let seconds = self.start.elapsed().as_secs();
            let _ = write!(stderr().lock(), "\r\x1b[K{text} ... {seconds} s");
            let _ = stderr().flush();
            *shown = true;
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if self.shown.lock().is_ok_and(|shown| *shown) {
            let _ = write!(stderr().lock(), "\r\x1b[K");
        }
    }
}
