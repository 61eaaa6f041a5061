//! Trail records no reads and writes of objects.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

/// Trail records no reads and writes of objects.
pub struct TrailWithoutObjectEvents;

impl Check for TrailWithoutObjectEvents {
    const META: Meta = Meta::new(
        "cloud/trail-without-object-events",
        "Trail records no reads and writes of objects",
        "cloud/audit-logging",
        Severity::Info,
    )
    .frameworks(&["CIS-AWS-4.8", "CIS-AWS-4.9"])
    .aliases(&["AWS-0171", "FG_R00354", "AWS-0172", "FG_R00355"]);
    const TYPES: &'static [&'static str] = &["aws_cloudtrail"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let classic = on.blocks("event_selector").iter().flat_map(|s| s.at("data_resource").list());
        let has = classic.filter_map(|d| d.at("type").str()).any(|t| t == "AWS::S3::Object");
        let fields =
            on.blocks("advanced_event_selector").iter().flat_map(|s| s.at("field_selector").list());
        let advanced = fields
            .flat_map(|f| f.at("equals").list())
            .any(|n| n.as_str() == Some("AWS::S3::Object"));
        if has || advanced {
            return Verdict::pass(on.header, "reads and writes of objects are recorded");
        }
        if on.at("event_selector").is_unknown() || on.at("advanced_event_selector").is_unknown() {
            return Verdict::unknown(on.header, "the selectors are not known");
        }
        Verdict::fail(Failure::new(
            on.header,
            format!("trail `{}` records no reads and writes of objects in S3", on.name),
        ))
    }
}
