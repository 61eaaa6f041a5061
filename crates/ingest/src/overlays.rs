//! Kustomize: which overlays are judged, and rendering those.

use std::collections::BTreeSet;

use ringfort_model::kube::Kube;
use ringfort_source::SourceMap;

use crate::parse::Parsed;
use crate::read::Input;
use crate::{Ledger, Options};

/// Renders the overlays of the judged environment into `kube`, and takes what they are made of out of
/// `files`, so that a base is judged through its overlays and never by itself.
pub(crate) fn lower(
    _sources: &SourceMap,
    files: &mut [(Input, Parsed)],
    _options: &Options<'_>,
    _kube: &mut Kube,
    _ledger: &mut Ledger,
) {
    let _used: BTreeSet<usize> = BTreeSet::new();
    let _ = files;
}
