//! What an attacker does with what they hold: the end of a hop's sentence, "the attacker ...".

use ringfort_facts::Facts;

use crate::position::{Pool, Position, Right};

impl Position {
    /// What an attacker who holds it does: `runs code in container ...`.
    pub(crate) fn gain(&self, facts: &Facts) -> String {
        let name = self.name(facts);
        match self {
            Position::Code(_) => format!("runs {name}"),
            Position::Root(_) | Position::Node(_) => format!("is {name}"),
            Position::Identity(_) | Position::Cloud(_) => format!("acts as {name}"),
            Position::Group(_) => format!("counts as a member of {name}"),
            Position::Right(right, ns) => format!("may {}{}", may(*right), place(ns)),
            Position::CloudRight("data", on) => format!("may use the data of {on}"),
            Position::CloudRight("administrator", on) => format!("administers {on}"),
            Position::Read(_) | Position::HostFiles(_) | Position::Repository => {
                format!("reads {name}")
            }
            Position::Secret(..) => format!("reads {name}"),
            Position::Ssrf(_) => format!("chooses {name}"),
            Position::Push(what) => format!("may write to {what}"),
            Position::Job(..) => format!("runs code in {name}"),
            Position::Data(_)
            | Position::Net(_)
            | Position::PodNet(_)
            | Position::NetApi
            | Position::NetNode(_)
            | Position::Metadata(_)
            | Position::Egress(_)
            | Position::NamespaceEgress(_) => format!("reaches {name}"),
            _ => format!("has {name}"),
        }
    }
}

fn place(namespace: &str) -> String {
    match namespace {
        "*" => " in every namespace".to_owned(),
        name => format!(" in namespace `{name}`"),
    }
}

fn may(right: Right) -> &'static str {
    match right {
        Right::Everything => "do everything",
        Right::RunPods => "run pods",
        Right::Exec => "run commands in pods",
        Right::Forward => "open connections to pods",
        Right::ReadSecrets => "read Secrets",
        Right::WriteSecrets => "write Secrets",
        Right::MintTokens => "mint ServiceAccount tokens",
        Right::Impersonate => "impersonate",
        Right::Grant => "grant rights",
        Right::Admission => "weaken admission",
        Right::Network => "change network policies",
        Right::Intercept => "redirect traffic",
        Right::Destroy => "destroy objects",
        Right::MakeVolumes => "make PersistentVolumes",
        Right::Logs => "read logs",
    }
}

impl Pool {
    /// A node of it, in words.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Pool::Worker => "a worker node",
            Pool::ControlPlane => "a control-plane node",
            Pool::DockerHost => "a Docker host",
        }
    }
}
