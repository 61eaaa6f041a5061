//! E06: a machine with a public address whose firewall opens an administration port to the world.

use ringfort_reach::cloud::Sort;
use ringfort_reach::{PortSet, Protocol};
use ringfort_vocab::Layer;

use crate::control::Control;
use crate::ground::Ground;
use crate::position::Position;
use crate::technique::Technique;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "E06",
    title: "Internet to a machine",
    layer: Layer::Cloud,
    attack: &["T1133"],
    sentence: "The Internet reaches the administration port of {detail}",
    page: include_str!("e06.md"),
    ground,
};

fn ground(g: &mut Ground<'_>) {
    let controls = g.controls;
    let [ssh, desktop] = [22, 3389].map(|port| PortSet::one(Protocol::Tcp, port));
    for open in controls.sky().open(Sort::Machine, &ssh.or(&desktop)) {
        let address: &str = &open.endpoint.address;
        let group = open.rule.owner().unwrap_or(address);
        g.step(Position::CloudRight("administration port", address.into()))
            .from(Position::Internet)
            .proof(open.rule.at, "open to the world")
            .proof(open.first, "a public address")
            .unless(Control::missing_for("cloud/firewall-rules", group, open.rule.at))
            .detail(address)
            .doubt(open.doubt)
            .add();
    }
}
