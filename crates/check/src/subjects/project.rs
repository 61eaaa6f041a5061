//! The estate as a whole.

use std::sync::Arc;

use ringfort_source::{SourceId, Span};

use crate::{Scene, Subject};

/// Everything that was scanned, as one subject: for questions such as "is there any trail at all?".
/// Its check answers [`crate::Verdict::NotApplicable`] where nothing calls for the question.
#[derive(Clone, Copy, Debug)]
pub struct Project;

impl Subject for Project {
    fn each<'a>(_: &Scene<'a>, _: &[&str], visit: &mut dyn FnMut(&'a Self)) {
        visit(&Project);
    }

    fn resource(&self, _: &Scene<'_>) -> Arc<str> {
        "project".into()
    }

    fn head(&self, _: &Scene<'_>) -> Span {
        Span::file(SourceId(0))
    }
}
