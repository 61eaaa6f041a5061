//! How controls stand, judged once in each scope, whichever thread asks first.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use rustc_hash::FxBuildHasher;

use super::Standing;

/// Each control that was judged, by scope.
#[derive(Default)]
pub(super) struct Judged {
    all: Mutex<HashMap<&'static str, Scopes, FxBuildHasher>>,
}

type Scopes = HashMap<Arc<str>, Standing, FxBuildHasher>;

impl Judged {
    /// How `control` stands in `scope`, by `judge` the first time.
    pub(super) fn get(
        &self,
        control: &'static str,
        scope: &str,
        judge: impl FnOnce() -> Standing,
    ) -> (Arc<str>, Standing) {
        if let Some(known) = self.find(control, scope) {
            return known;
        }
        // Judged without the lock: a judgement may ask for others. Two threads come to the same.
        let (scope, standing) = (Arc::from(scope), judge());
        let mut all = self.all.lock().unwrap_or_else(PoisonError::into_inner);
        all.entry(control).or_default().insert(Arc::clone(&scope), standing.clone());
        (scope, standing)
    }

    fn find(&self, control: &str, scope: &str) -> Option<(Arc<str>, Standing)> {
        let all = self.all.lock().unwrap_or_else(PoisonError::into_inner);
        let (scope, standing) = all.get(control)?.get_key_value(scope)?;
        Some((Arc::clone(scope), standing.clone()))
    }
}
