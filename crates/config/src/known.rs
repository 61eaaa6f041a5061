//! The ids that exist, handed in by the caller.

use std::collections::{BTreeMap, BTreeSet};

use ringfort_vocab::{CheckId, ControlId, Meta};

use crate::nearest;

/// Every control, check and peer's id, to resolve what users write.
#[derive(Clone, Debug, Default)]
pub struct Known {
    controls: BTreeSet<ControlId>,
    checks: BTreeMap<CheckId, ControlId>,
    aliases: BTreeMap<String, BTreeSet<CheckId>>,
}

impl Known {
    /// The ids of `controls` and of the checks that `metas` describe.
    pub fn new<'a>(
        controls: impl IntoIterator<Item = ControlId>,
        metas: impl IntoIterator<Item = &'a Meta>,
    ) -> Self {
        let mut known = Self { controls: controls.into_iter().collect(), ..Self::default() };
        for meta in metas {
            known.checks.insert(meta.id, meta.control);
            for alias in meta.aliases {
                known.aliases.entry(folded(alias)).or_default().insert(meta.id);
            }
        }
        known
    }

    /// The controls.
    pub fn controls(&self) -> impl Iterator<Item = ControlId> + '_ {
        self.controls.iter().copied()
    }

    /// The checks that `id` stands for: the check itself, those of a control, or those that answer a
    /// peer's id. Empty for an id that nobody knows. Letter case does not matter.
    pub fn checks_of(&self, id: &str) -> BTreeSet<CheckId> {
        let mut found: BTreeSet<CheckId> = BTreeSet::new();
        for (check, control) in &self.checks {
            if check.eq_ignore_ascii_case(id) || control.eq_ignore_ascii_case(id) {
                found.insert(check);
            }
        }
        found.extend(self.aliases.get(&folded(id)).into_iter().flatten());
        found
    }

    /// Is `id` a control?
    pub fn is_control(&self, id: &str) -> bool {
        self.controls.iter().any(|c| c.eq_ignore_ascii_case(id))
    }

    /// Is `id` a check, a control or a peer's id?
    pub fn knows(&self, id: &str) -> bool {
        self.is_control(id) || !self.checks_of(id).is_empty()
    }

    /// The control nearest to `id`.
    pub fn nearest_control(&self, id: &str) -> Option<&str> {
        nearest(id, self.controls.iter().copied())
    }

    /// The check, control or peer's id nearest to `id`.
    pub fn nearest(&self, id: &str) -> Option<&str> {
        let ours = self.checks.keys().chain(&self.controls).copied();
        nearest(id, ours.chain(self.aliases.keys().map(String::as_str)))
    }
}

/// Peers' ids in one form: Trivy writes `AVD-KSV-0017`, `KSV-0017` and `KSV017` for the same rule.
fn folded(alias: &str) -> String {
    let upper = alias.trim().to_ascii_uppercase();
    let short = upper.strip_prefix("AVD-").unwrap_or(&upper);
    match short.strip_prefix("KSV").or_else(|| short.strip_prefix("DS")) {
        Some(rest) if rest.trim_start_matches('-').bytes().all(|b| b.is_ascii_digit()) => {
            let prefix = if short.starts_with("KSV") { "KSV" } else { "DS" };
            format!("{prefix}-{:0>4}", rest.trim_start_matches('-'))
        }
        _ => short.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use ringfort_vocab::Severity;

    use super::*;

    const PRIVILEGED: Meta = Meta::new(
        "container/privileged",
        "Container runs in privileged mode",
        "container/no-privileged",
        Severity::High,
    )
    .aliases(&["CKV_K8S_16", "KSV-0017", "privileged-container"]);

    #[test]
    fn ids_resolve_however_they_are_written() {
        let known = Known::new(["container/no-privileged", "cloud/mfa-enforced"], [&PRIVILEGED]);
        let table = [
            ("container/privileged", true),
            ("Container/Privileged", true),
            ("container/no-privileged", true),
            ("ckv_k8s_16", true),
            ("AVD-KSV-0017", true),
            ("KSV017", true),
            ("cloud/mfa-enforced", false),
            ("CKV_K8S_17", false),
        ];
        for (id, found) in table {
            assert_eq!(!known.checks_of(id).is_empty(), found, "{id}");
        }
        assert!(known.knows("cloud/mfa-enforced") && !known.knows("CKV_K8S_99999"));
        assert_eq!(known.nearest_control("cloud/mfa-enforce"), Some("cloud/mfa-enforced"));
    }
}
