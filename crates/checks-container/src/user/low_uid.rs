//! UIDs that the node may use too.

use ringfort_check::model::kube::Container;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::pod;

/// The container's UID is below 10000, or none is named.
pub struct LowUid;

impl Check for LowUid {
    const META: Meta = Meta::new(
        "container/low-uid",
        "Container names no UID of 10000 or above",
        "container/non-root-execution",
        Severity::Info,
    )
    .aliases(&[
        "02323c00-cdc3-4fdc-a310-4f2b3e7a1660",
        "CKV_K8S_40",
        "KSV-0020",
        "Container_Security_Context_User_Group_ID",
        "RunAsUser",
        "AC_K8S_0079",
    ]);
    type On = Container;

    fn run(on: &Container, scene: &Scene<'_>) -> Verdict {
        if pod::is_windows(scene, on) {
            return Verdict::NotApplicable;
        }
        let user = &on.run_as_user;
        Verdict::on(
            user,
            |u| u.is_some_and(|uid| uid >= 10_000),
            "the UID is high",
            || {
                let what = match user.known() {
                    Some(Some(uid)) => format!("runs as UID {uid}, which the node may use too"),
                    _ => "names no UID".to_owned(),
                };
                pod::failure(on, user.span(), &what)
            },
        )
    }
}
