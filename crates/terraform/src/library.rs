//! Public modules that are widely used, described: which resources they make of which inputs, with which
//! defaults. A description is written in the language itself and evaluated like any module, but has no
//! place in the scan: its values stand where the caller's argument does, or at the call.

use std::sync::LazyLock;

use ringfort_source::{SourceId, Span};
use ringfort_syntax::hcl;

use crate::module::Module;
use crate::version::{Constraint, Range};

/// Sources from this number on are descriptions; a scan has far fewer files.
const FIRST: u32 = u32::MAX - 1_000;

/// Does the place lie in a description?
pub(crate) fn is_described(span: Span) -> bool {
    span.source.0 >= FIRST
}

/// The descriptions: source, versions that it holds for, text.
const TEXTS: &[(&str, &str, &str)] = &[];

struct Description {
    source: &'static str,
    versions: Range,
    module: Module,
}

static LIBRARY: LazyLock<Vec<Description>> = LazyLock::new(|| {
    let read = |(i, (source, versions, text)): (u32, &(&'static str, &str, &str))| {
        let (body, _) = hcl::parse(SourceId(FIRST + i), text);
        let mut module = Module::default();
        module.add(body, false);
        Description { source, versions: Range::read(versions), module }
    };
    (0..).zip(TEXTS).map(read).collect()
});

/// The module that `source` names, as of the newest version that `version` allows.
pub(crate) fn find(source: &str, version: Option<&str>) -> Option<(&'static str, &'static Module)> {
    let (source, pinned) = normal(source)?;
    let wanted = Constraint::read(pinned.as_deref().or(version).unwrap_or(""))?;
    // Descriptions of one module stand with the newest first.
    let found = LIBRARY.iter().find(|d| d.source == source && wanted.allows_any(&d.versions))?;
    Some((found.source, &found.module))
}

/// A source as the public registry names it, with the version that a repository's address pins:
/// `github.com/OWNER/terraform-PROVIDER-NAME//SUB?ref=v1.2.3` is `OWNER/NAME/PROVIDER//SUB`.
fn normal(source: &str) -> Option<(String, Option<String>)> {
    let hosts = ["registry.terraform.io/", "registry.opentofu.org/"];
    if let Some(rest) = hosts.iter().find_map(|h| source.strip_prefix(h)) {
        return Some((rest.to_owned(), None));
    }
    let Some((_, rest)) = source.split_once("github.com") else {
        return Some((source.to_owned(), None));
    };
    let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
    let path = path.trim_start_matches(['/', ':']);
    let (repository, sub) = path.split_once("//").map_or((path, None), |(r, s)| (r, Some(s)));
    let (owner, name) = repository.trim_end_matches(".git").split_once('/')?;
    let (provider, name) = name.strip_prefix("terraform-")?.split_once('-')?;
    let sub = sub.map_or(String::new(), |s| format!("//{s}"));
    let pinned = query.split('&').find_map(|q| q.strip_prefix("ref=")).map(str::to_owned);
    Some((format!("{owner}/{name}/{provider}{sub}"), pinned))
}

#[cfg(test)]
mod tests {
    #[test]
    fn sources_of_one_module_have_one_name() {
        let table = [
            ("a/b/c", "a/b/c", None),
            ("registry.terraform.io/a/b/c//modules/x", "a/b/c//modules/x", None),
            ("github.com/o/terraform-aws-s3-bucket", "o/s3-bucket/aws", None),
            (
                "git::https://github.com/o/terraform-aws-iam.git//modules/r?depth=1&ref=v5.1.0",
                "o/iam/aws//modules/r",
                Some("v5.1.0"),
            ),
            ("git@github.com:o/terraform-google-network.git", "o/network/google", None),
        ];
        for (source, name, pinned) in table {
            let want = Some((name.to_owned(), pinned.map(str::to_owned)));
            assert_eq!(super::normal(source), want, "{source}");
        }
        assert_eq!(super::normal("github.com/o/other"), None);
    }
}
