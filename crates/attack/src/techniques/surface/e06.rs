//! E06: a machine with a public address whose firewall opens an administration port to the world.

use ringfort_facts::cloud::firewall::{Rule, ingress};
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
    let facts = g.facts;
    for machine in facts.resources("aws_instance") {
        let public = machine.bool("associate_public_ip_address", false);
        if !public.is(&true) {
            continue;
        }
        for group in facts.targets(machine, "vpc_security_group_ids") {
            let (rules, _) = ingress(group);
            let open = |r: &&Rule<'_>| r.world().is_some() && is_admin(r);
            let Some(rule) = rules.iter().find(open) else { continue };
            g.step(Position::CloudRight("administration port", machine.address.as_str().into()))
                .from(Position::Internet)
                .proof(rule.span, "open to the world")
                .proof(public.span(), "a public address")
                .unless(Control::missing_for(
                    "cloud/firewall-rules",
                    group.address.as_str(),
                    rule.span,
                ))
                .detail(machine.address.clone())
                .add();
        }
    }
}

fn is_admin(rule: &Rule<'_>) -> bool {
    rule.admits(22, 22) == Some(true) || rule.admits(3389, 3389) == Some(true)
}
