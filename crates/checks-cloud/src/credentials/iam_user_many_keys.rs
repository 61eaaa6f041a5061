//! User has more than one access key.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

/// User has more than one access key.
pub struct IamUserManyKeys;

impl Check for IamUserManyKeys {
    const META: Meta = Meta::new(
        "cloud/iam-user-many-keys",
        "User has more than one access key",
        "cloud/credential-rotation",
        Severity::Medium,
    )
    .aliases(&[
        "3561130e-9c5f-485b-9e16-2764c82763e5",
        "48677914-6fdf-40ec-80c4-2b0e94079f54",
        "AWS-0167",
    ]);
    const TYPES: &'static [&'static str] = &["aws_iam_access_key"];
    type On = Resource;

    fn run(on: &Resource, scene: &Scene<'_>) -> Verdict {
        if on.text("status", "Active").is(&"Inactive".to_owned()) {
            return Verdict::pass(on.header, "the key is inactive");
        }
        let mut others = scene
            .facts
            .resources("aws_iam_access_key")
            .filter(|k| k.address != on.address && k.root == on.root);
        let same = |k: &&Resource| {
            let name = on.at("user").str();
            let active = !k.text("status", "Active").is(&"Inactive".to_owned());
            let refers =
                on.refs_of("user").any(|r| k.refs_of("user").any(|o| o.target == r.target));
            active && (refers || (name.is_some() && k.at("user").str() == name))
        };
        match others.find(same) {
            Some(other) => Verdict::fail(
                Failure::new(on.header, format!("key `{}` is the second of its user", on.name))
                    .related_to(other.header, "another key of the user", other.address.clone()),
            ),
            None => Verdict::pass(on.header, "no other key of the user is declared"),
        }
    }
}
