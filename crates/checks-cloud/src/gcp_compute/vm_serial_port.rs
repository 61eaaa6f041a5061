//! Google machine opens its serial port.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{At, Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::gcp_vm;

/// Google machine opens its serial port.
pub struct VmSerialPort;

impl Check for VmSerialPort {
    const META: Meta = Meta::new(
        "cloud/vm-serial-port",
        "Google machine opens its serial port",
        "cloud/firewall-rules",
        Severity::Medium,
    )
    .aliases(&["97fa667a-d05b-4f16-9071-58b939f34751", "CKV_GCP_35", "GCP-0032"]);
    const TYPES: &'static [&'static str] = &[
        "google_compute_instance",
        "google_compute_instance_template",
        "google_compute_region_instance_template",
        "google_compute_instance_from_template",
        "google_compute_instance_from_machine_image",
        "google_compute_project_metadata",
        "google_compute_project_metadata_item",
    ];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        if &*on.kind == "google_compute_project_metadata_item" {
            match on.at("key") {
                At::Unknown(node) => return Verdict::unknown(node.span, node.cause().to_owned()),
                at if at.str() != Some(KEY) => return Verdict::NotApplicable,
                _ => {}
            }
        }
        let port = gcp_vm::metadata(on, KEY, false);
        Verdict::on(
            &port,
            |p| !p,
            "the serial port is closed",
            || {
                let message =
                    format!("the console of `{}` is reachable past every firewall", on.name);
                Failure::new(port.span(), message)
            },
        )
    }
}

const KEY: &str = "serial-port-enable";
