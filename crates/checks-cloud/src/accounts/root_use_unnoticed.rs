//! Use of root raises no alarm.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::estate;

/// Use of root raises no alarm.
pub struct RootUseUnnoticed;

impl Check for RootUseUnnoticed {
    const META: Meta = Meta::new(
        "cloud/root-use-unnoticed",
        "Use of root raises no alarm",
        "cloud/root-account-protection",
        Severity::Low,
    )
    .frameworks(&["CIS-AWS-5.3"])
    .aliases(&["8b1b1e67-6248-4dca-bbad-93486bb181c0", "AWS-0149"]);
    const TYPES: &'static [&'static str] = &["aws_cloudtrail"];
    type On = Resource;

    fn run(on: &Resource, scene: &Scene<'_>) -> Verdict {
        let filters: Vec<&Resource> =
            scene.facts.resources("aws_cloudwatch_log_metric_filter").collect();
        let watches = |f: &&&Resource| {
            f.at("pattern")
                .str()
                .is_some_and(|p| p.contains("userIdentity.type") && p.contains("Root"))
        };
        if let Some(filter) = filters.iter().find(watches) {
            return Verdict::pass(filter.header, "a filter watches root");
        }
        match filters.iter().find(|f| f.at("pattern").is_unknown()) {
            Some(open) => Verdict::unknown(open.header, "the pattern of a filter is not known"),
            None => estate::lacking(
                scene,
                on.header,
                format!("no metric filter of trail `{}` watches the use of root", on.name),
            ),
        }
    }
}
