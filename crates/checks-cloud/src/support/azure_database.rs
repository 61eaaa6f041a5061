//! Database servers of Azure: what their types share.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{At, Failure, Node, Scene, Verdict};

use super::azure;
use super::companion;
use super::server_parameter::ServerParameter;

/// Are backups kept in a second region?
pub(crate) fn backs_up_elsewhere(on: &Resource) -> Verdict {
    let names = ["geo_redundant_backup_enabled", "storage_profile.geo_redundant_backup"];
    let value = on.text(azure::written(on, &names), "false");
    Verdict::on(&value, is_enabled, "backups are kept in a second region", || {
        Failure::new(value.span(), format!("backups of server `{}` stay in its region", on.name))
    })
}

/// Is only TLS accepted, by a single server, or by the parameter of a flexible one that `holders` set?
/// `what` is the name of the database.
pub(crate) fn accepts_only_tls(
    on: &Resource,
    scene: &Scene<'_>,
    holders: &'static [companion::Holder],
    what: &str,
) -> Verdict {
    let note = "only TLS is accepted";
    let message = |name: &str| format!("{what} server `{name}` accepts connections without TLS");
    if holders.iter().any(|(kind, _)| *kind == &*on.kind) {
        let names = &["require_secure_transport"];
        let parameter = ServerParameter { names, servers: &[], holders, default: true, note };
        return parameter.judge(on, scene, message);
    }
    // A word until version 2 of the provider, a boolean since.
    // One of the two is required, so there is no default to pass by.
    let value =
        on.text(azure::written(on, &["ssl_enforcement_enabled", "ssl_enforcement"]), "false");
    Verdict::on(&value, is_enabled, note, || Failure::new(value.span(), message(&on.name)))
}

/// A switch as versions of the provider write it: a boolean, or a word.
pub(crate) fn is_enabled(value: &String) -> bool {
    value == "true" || value.eq_ignore_ascii_case("Enabled")
}

/// The verdict of `judge` on the policy of threat detection: a resource of its own, or a block.
pub(crate) fn threat_policy(on: &Resource, judge: impl FnOnce(&Node) -> Verdict) -> Verdict {
    if on.kind.ends_with("_security_alert_policy") {
        return judge(&on.attrs);
    }
    match (on.blocks("threat_detection_policy").first(), on.at("threat_detection_policy")) {
        (Some(policy), _) => judge(policy),
        (None, At::Unknown(node)) => Verdict::unknown(node.span, node.cause().to_owned()),
        (None, _) => Verdict::NotApplicable,
    }
}
