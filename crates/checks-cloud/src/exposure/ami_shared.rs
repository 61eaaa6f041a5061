//! Machine image is shared with other accounts.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

/// Machine image is shared with other accounts.
pub struct AmiShared;

impl Check for AmiShared {
    const META: Meta = Meta::new(
        "cloud/ami-shared",
        "Machine image is shared with other accounts",
        "cloud/public-resource-exposure",
        Severity::Low,
    )
    .aliases(&[
        "a19b2942-142e-4e2b-93b7-6cf6a6c8d90f",
        "ba4e0031-3e9d-4d7d-b0d6-bd8f003f8698",
        "CKV_AWS_205",
        "AC_AWS_0006",
    ]);
    const TYPES: &'static [&'static str] = &["aws_ami_launch_permission"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let group = on.at("group").str() == Some("all");
        let with = ["account_id", "organization_arn", "organizational_unit_arn"];
        let at = with.iter().map(|path| on.at(path)).find(|at| !at.is_absent());
        match (group, at) {
            (true, _) => Verdict::fail(Failure::new(
                on.at("group").span(),
                format!("image of `{}` is shared with every account of AWS", on.name),
            )),
            (false, Some(at)) => Verdict::fail(Failure::new(
                at.span(),
                format!("image of `{}` is shared with another account", on.name),
            )),
            (false, None) => {
                Verdict::unknown(on.header, "whom the image is shared with is not known")
            }
        }
    }
}
