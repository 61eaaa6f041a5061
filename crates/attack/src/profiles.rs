//! Entries and goals of the catalogue of techniques.

/// An entry or a goal.
#[derive(Clone, Copy, Debug)]
pub struct Named {
    /// `A0`, `G1`.
    pub id: &'static str,
    /// In words.
    pub name: &'static str,
}

const fn named(id: &'static str, name: &'static str) -> Named {
    Named { id, name }
}

/// Where attackers start. The first and `A7` are on by default.
pub const ENTRIES: [Named; 13] = [
    named("A0", "the Internet, anonymous"),
    named("A1", "the Internet, with an account of the application"),
    named("A2", "a hostile dependency or CI action"),
    named("A3", "a poisoned base image or registry"),
    named("A4", "a leaked repository or CI secret"),
    named("A5", "stolen cloud credentials"),
    named("A6", "a leaked kubeconfig or token"),
    named("A7", "any one pod, breached"),
    named("A8", "a tenant with edit in one namespace"),
    named("A9", "the author of an external pull request"),
    named("A10", "a developer who can push"),
    named("A11", "a compromised node"),
    named("A12", "an anonymous caller of the API, a kubelet or Docker"),
];

/// The entries of a run that names none.
pub const DEFAULT_ENTRIES: [&str; 2] = ["A0", "A7"];

/// What attackers are after. `G11` is passed through, not an end.
pub const GOALS: [Named; 12] = [
    named("G1", "cluster-admin"),
    named("G2", "root on a node"),
    named("G3", "administration of the cloud account"),
    named("G4", "a cloud role with data"),
    named("G5", "a data store"),
    named("G6", "Secrets of the cluster"),
    named("G7", "compute for cryptomining"),
    named("G8", "write access to the supply chain"),
    named("G9", "other people's traffic"),
    named("G10", "staying in the cluster"),
    named("G11", "administration of a namespace"),
    named("G12", "destruction"),
];

/// The words of an entry; the id itself if the catalogue has none such.
pub fn entry_name(id: &'static str) -> &'static str {
    ENTRIES.iter().find(|e| e.id == id).map_or(id, |e| e.name)
}

/// The words of a goal; the id itself if the catalogue has none such.
pub fn goal_name(id: &'static str) -> &'static str {
    GOALS.iter().find(|g| g.id == id).map_or(id, |g| g.name)
}
