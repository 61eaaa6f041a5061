//! Server parameters of Azure databases, which are resources of their own.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Failure, Scene, Value, Verdict};

use super::companion;

/// One parameter of a database server that should be on.
pub(crate) struct ServerParameter {
    /// The names it goes by: single servers and flexible servers differ.
    pub(crate) names: &'static [&'static str],
    /// Types of server that it is looked for on. Empty: only parameters that are written are judged.
    pub(crate) servers: &'static [&'static str],
    /// Types that set parameters, with the attribute that names the server.
    pub(crate) holders: &'static [companion::Holder],
    /// Is it on where nothing sets it?
    pub(crate) default: bool,
    /// Why it passes.
    pub(crate) note: &'static str,
}

/// What sets parameters of `PostgreSQL`.
pub(crate) const POSTGRES: &[companion::Holder] = &[
    ("azurerm_postgresql_configuration", "server_name"),
    ("azurerm_postgresql_flexible_server_configuration", "server_id"),
];

/// What sets parameters of `MySQL`.
pub(crate) const MYSQL: &[companion::Holder] = &[
    ("azurerm_mysql_configuration", "server_name"),
    ("azurerm_mysql_flexible_server_configuration", "server_name"),
];

impl ServerParameter {
    /// The verdict on a server, or on a resource that sets a parameter; `message` gets its name.
    pub(crate) fn judge(
        &self,
        on: &Resource,
        scene: &Scene<'_>,
        message: impl Fn(&str) -> String,
    ) -> Verdict {
        if self.holders.iter().any(|(kind, _)| *kind == &*on.kind) {
            return self.judge_setting(on, scene, message);
        }
        if !self.servers.contains(&&*on.kind) {
            return Verdict::NotApplicable;
        }
        let mut set = companion::of(on, scene, self.holders, &["name", "id"]);
        // What sets it is judged itself.
        if set.any(|r| self.is_named(r) != Some(false)) {
            return Verdict::NotApplicable;
        }
        if self.default {
            return Verdict::default(on.header, self.note);
        }
        companion::lacking(on, scene, self.holders, message(&on.name))
    }

    fn judge_setting(
        &self,
        on: &Resource,
        scene: &Scene<'_>,
        message: impl Fn(&str) -> String,
    ) -> Verdict {
        match self.is_named(on) {
            Some(true) => {}
            Some(false) => return Verdict::NotApplicable,
            None => return Verdict::unknown(on.header, "which parameter it sets is not known"),
        }
        let value = on.text("value", "");
        let is_on = |v: &String| ["on", "true", "1"].iter().any(|w| v.eq_ignore_ascii_case(w));
        Verdict::on(&value, is_on, self.note, || {
            let failure = Failure::new(value.span(), message(&on.name));
            let server =
                ["server_id", "server_name"].map(|path| scene.facts.targets(on, path).next());
            match server.into_iter().flatten().next() {
                Some(server) => failure.related_to(server.header, "the server", &*server.address),
                None => failure,
            }
        })
    }

    /// Does `on` set this parameter? `None`: not known.
    fn is_named(&self, on: &Resource) -> Option<bool> {
        match on.text("name", "") {
            Value::Set(name, _) | Value::Default(name, _) => {
                Some(self.names.iter().any(|n| n.eq_ignore_ascii_case(&name)))
            }
            Value::Unknown(..) => None,
        }
    }
}
