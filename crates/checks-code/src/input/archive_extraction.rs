//! Archives are unpacked inside their folder.

use ringfort_check::model::code::Module;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::calls;

/// A tar archive is unpacked without a filter.
pub struct ArchiveExtraction;

impl Check for ArchiveExtraction {
    const META: Meta = Meta::new(
        "code/archive-extraction",
        "Archive is unpacked without checking its paths",
        "code/ssrf-and-path-traversal",
        Severity::Medium,
    )
    .frameworks(&["CWE-22", "ASVS-5.0-5.3.3"])
    .aliases(&["B202", "S202"]);
    type On = Module;

    fn run(on: &Module, _: &Scene<'_>) -> Verdict {
        if !on.imports_path("tarfile") && !on.imports_path("shutil") && !on.imports_path("zipfile")
        {
            return Verdict::NotApplicable;
        }
        let found = calls::named(on, &["extractall", "extract", "unpack_archive"]).into_iter();
        calls::all(found.filter_map(|(path, call)| {
            if path.starts_with("zipfile.") {
                return Some(Verdict::default(
                    call.span,
                    "zipfile removes leading slashes and `..` by itself",
                ));
            }
            // `tarfile.open(...)` gives an object without a class of its own in the path.
            let opened = on.imports_path("tarfile") && on.resolve(&call.callee).is_none();
            if !opened && !path.starts_with("tarfile.") && path != "shutil.unpack_archive" {
                return None;
            }
            Some(match call.keyword("filter").map(|f| (f, f.as_str())) {
                Some((filter, Some("fully_trusted"))) => Verdict::fail(
                    Failure::new(filter.span, "the filter trusts every path of the archive")
                        .key(calls::key(on, call.span)),
                ),
                Some((filter, _)) => Verdict::pass(filter.span, "a filter checks the paths"),
                None if call.keyword("members").is_some() || call.spreads() => {
                    Verdict::unknown(call.span, "the members are chosen by other code")
                }
                None => {
                    let message =
                        format!("`{path}` writes wherever the archive says (before Python 3.14)");
                    Verdict::fail(Failure::new(call.span, message).key(calls::key(on, call.span)))
                }
            })
        }))
    }
}
