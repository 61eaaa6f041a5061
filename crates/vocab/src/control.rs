//! A control of the catalogue.

use serde::Serialize;

use crate::Layer;

/// The id of a control: `LAYER/NAME`, say `cluster/anonymous-auth-disabled`.
pub type ControlId = &'static str;

/// How much an environment needs a control.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Requirement {
    /// The platform of the environment has no use for it.
    NotApplicable,
    /// May be left out by decision (then it is Awareness, not Missing, while no check fails).
    Optional,
    /// Should be there.
    Recommended,
    /// Must be there.
    Required,
}

/// A control: what protects, from what, and why in this layer.
#[derive(Clone, Debug, Serialize)]
pub struct Control {
    /// `LAYER/NAME`.
    pub id: ControlId,
    /// Its layer.
    pub layer: Layer,
    /// Its name for people.
    pub name: &'static str,
    /// What it is for.
    pub purpose: &'static str,
    /// What it prevents.
    pub prevents: &'static str,
    /// Why it belongs to this layer and no other.
    pub why_this_layer: &'static str,
    /// What happens if it is skipped.
    pub if_skipped: &'static str,
    /// What development needs.
    pub dev: Requirement,
    /// What production needs.
    pub prod: Requirement,
    /// Kinds of input that can prove it (`terraform`, `k8s-manifest`, ...).
    pub evidence_kinds: Vec<&'static str>,
    /// Attack scenarios that it stops.
    pub stops: Vec<&'static str>,
    /// Requirements of frameworks.
    pub frameworks: Vec<&'static str>,
    /// The group it belongs to: `cloud/identity`.
    pub parent: &'static str,
}
