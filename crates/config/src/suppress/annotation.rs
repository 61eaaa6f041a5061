//! Suppressions in Kubernetes annotations.

use ringfort_source::Span;

use super::{Dialect, Scope, Suppression, own};

/// The suppressions that the annotation `key: value`, written at `at`, puts on the object at `object`.
pub fn from_annotation(key: &str, value: &str, at: Span, object: Span) -> Vec<Suppression> {
    let blank = |dialect| Suppression::new(dialect, Scope::Within(object), at);
    match key.split_once('/') {
        Some(("ringfort.dev", "ignore")) => {
            let parts = own::parts(value);
            parts.into_iter().map(|part| own::read(blank(Dialect::Ringfort), part)).collect()
        }
        Some(("ignore-check.kube-linter.io", name)) => {
            vec![blank(Dialect::KubeLinter).ids(name).reason(value)]
        }
        Some(("kube-linter.io", "ignore-all")) => vec![blank(Dialect::KubeLinter).reason(value)],
        Some(("checkov.io", name)) if name.starts_with("skip") => {
            let (id, reason) = value.split_once('=').unwrap_or((value, ""));
            vec![blank(Dialect::Checkov).ids(id).reason(reason)]
        }
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use ringfort_source::SourceId;

    use super::*;

    #[test]
    fn annotations_cover_their_object() {
        type Said = &'static [(&'static str, &'static str)];
        let table: [(&str, &str, Said); 7] = [
            ("ringfort.dev/ignore", "a/b reason=fine", &[("a/b", "fine")]),
            (
                "ringfort.dev/ignore",
                "a/b reason=\"one; two\" until=2026-01-01; c/d",
                &[("a/b", "one; two"), ("c/d", "")],
            ),
            (
                "ignore-check.kube-linter.io/run-as-non-root",
                "legacy",
                &[("run-as-non-root", "legacy")],
            ),
            ("kube-linter.io/ignore-all", "demo", &[("", "demo")]),
            ("checkov.io/skip1", "CKV_K8S_8=no probe", &[("CKV_K8S_8", "no probe")]),
            ("ringfort.dev/other", "a/b", &[]),
            ("plain", "a/b", &[]),
        ];
        let span = Span::new(SourceId(0), 5, 50);
        for (key, value, expected) in table {
            let found = from_annotation(key, value, Span::new(SourceId(0), 10, 12), span);
            let said: Vec<(String, &str)> =
                found.iter().map(|s| (s.ids.join("+"), s.reason.as_str())).collect();
            let said: Vec<(&str, &str)> = said.iter().map(|(i, r)| (i.as_str(), *r)).collect();
            assert_eq!(said, expected, "{key}: {value}");
            assert!(found.iter().all(|s| s.scope == Scope::Within(span) && s.faults.is_empty()));
        }
    }
}
