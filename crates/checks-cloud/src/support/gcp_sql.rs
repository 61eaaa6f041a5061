//! Flags of the database engines behind Cloud SQL.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{At, Failure, Node, Verdict};

/// A flag of one engine.
pub(crate) struct Flag {
    /// The engine, as the version begins: `POSTGRES`, `MYSQL`, `SQLSERVER`.
    pub(crate) engine: &'static str,
    /// Its name.
    pub(crate) name: &'static str,
    /// Is this value good?
    pub(crate) good: fn(&str) -> bool,
    /// Is what the engine does of itself good, by its major version?
    pub(crate) default: fn(u32) -> bool,
    /// Why it passes.
    pub(crate) note: &'static str,
}

impl Flag {
    /// The verdict on the instance `on`; `message` says what is wrong.
    pub(crate) fn judge(&self, on: &Resource, message: impl FnOnce() -> String) -> Verdict {
        let version = match on.at("database_version") {
            At::Set(node) => node.as_str().unwrap_or(""),
            At::Unknown(node) => return Verdict::unknown(node.span, node.cause().to_owned()),
            At::Absent(_) => return Verdict::NotApplicable,
        };
        if !version.starts_with(self.engine) {
            return Verdict::NotApplicable;
        }
        match self.find(on) {
            Ok(Some(value)) => match value.scalar() {
                Some(text) if (self.good)(&text) => Verdict::pass(value.span, self.note),
                Some(_) => Verdict::fail(Failure::new(value.span, message())),
                None => Verdict::unknown(value.span, value.cause().to_owned()),
            },
            Ok(None) if is_replica(on) => Verdict::NotApplicable,
            Ok(None) if (self.default)(major(version)) => Verdict::default(on.header, self.note),
            Ok(None) => {
                let at = on.at("settings").node().map_or(on.header, |n| first(n).span);
                Verdict::fail(Failure::new(at, message()))
            }
            Err(node) => Verdict::unknown(node.span, node.cause().to_owned()),
        }
    }

    /// The value that the flag is set to; `Err` is a part of the list that is not known.
    fn find<'a>(&self, on: &'a Resource) -> Result<Option<&'a Node>, &'a Node> {
        let flags = match on.at("settings.database_flags") {
            At::Unknown(node) => return Err(node),
            at => at.list(),
        };
        let mut open = None;
        for flag in flags {
            match flag.at("name") {
                At::Set(name) if name.as_str() == Some(self.name) => {
                    return Ok(flag.get("value"));
                }
                At::Unknown(node) => open = Some(node),
                _ => {}
            }
        }
        open.map_or(Ok(None), Err)
    }
}

/// The block itself, where a list of one stands for it.
fn first(node: &Node) -> &Node {
    node.items().first().unwrap_or(node)
}

/// Does the instance follow another one, whose settings hold?
pub(crate) fn is_replica(on: &Resource) -> bool {
    !on.at("master_instance_name").is_absent()
        || on.at("instance_type").str() == Some("READ_REPLICA_INSTANCE")
}

/// The first number of a version: 15 of `POSTGRES_15`, 5 of `MYSQL_5_7`, 2019 of `SQLSERVER_2019_STANDARD`.
fn major(version: &str) -> u32 {
    version.split('_').find_map(|part| part.parse().ok()).unwrap_or(0)
}

/// Is a flag switched on?
pub(crate) fn is_on(value: &str) -> bool {
    ["on", "true", "1", "yes"].iter().any(|v| value.eq_ignore_ascii_case(v))
}

/// Is a flag switched off?
pub(crate) fn is_off(value: &str) -> bool {
    ["off", "false", "0", "no"].iter().any(|v| value.eq_ignore_ascii_case(v))
}
