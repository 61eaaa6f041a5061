//! The keys of the settings file: what may stand where, and what it becomes.

use std::collections::BTreeMap;

use ringfort_source::{Kind, Node, Span};
use ringfort_vocab::{Declared, Environment, Severity};

use crate::reader::{Mistakes, Table};
use crate::{
    AcceptedRisk, Awareness, CoveredElsewhere, CrownJewel, Glob, Ignore, JewelKind, PLATFORMS,
    Profile, Settings, did_you_mean,
};

impl Settings {
    /// Takes over what the tree of a settings file says.
    pub(crate) fn read(&mut self, root: &Node, m: &mut Mistakes) {
        let mut top = Table::new(root, "the top level", m);
        if let Some(env) = top.parsed("env", m, parse_environment) {
            (self.environment, self.environment_declared) = (env.value, true);
        }
        self.fail_on = top.parsed("fail-on", m, parse_severity).map_or(self.fail_on, |s| s.value);
        self.min_severity =
            top.parsed("min-severity", m, parse_severity).map_or(self.min_severity, |s| s.value);
        self.exclude = top.plain_list("exclude", m).into_iter().map(Glob::new).collect();
        self.read_environments(&mut top, m);
        if let Some(node) = top.get("declared") {
            self.declared = declared(node, m);
        }
        self.read_decisions(&mut top, m);
        self.read_jewels(&mut top, m);
        if let Some(node) = top.get("ignore") {
            self.ignore = ignores(node, m);
        }
        let checks = top.entries("checks", m).iter();
        self.checks = checks.map(|e| (e.key.to_string(), e.value.clone())).collect();
        top.finish(m);
    }

    fn read_environments(&mut self, top: &mut Table<'_>, m: &mut Mistakes) {
        for entry in top.entries("environments", m) {
            match parse_environment(&entry.key) {
                Ok(env) => {
                    let name = format!("[environments.{}]", entry.key);
                    self.environments.insert(env.name(), profile(&entry.value, name, m));
                }
                Err(cause) => m.push((entry.key_span, cause)),
            }
        }
    }

    /// `[crown-jewels.NAME]` with one of `namespace`, `secret`, `bucket`, `database`.
    fn read_jewels(&mut self, top: &mut Table<'_>, m: &mut Mistakes) {
        const KINDS: [(&str, JewelKind); 4] = [
            ("namespace", JewelKind::Namespace),
            ("secret", JewelKind::Secret),
            ("bucket", JewelKind::Bucket),
            ("database", JewelKind::Database),
        ];
        for entry in top.entries("crown-jewels", m) {
            let mut table = Table::new(&entry.value, format!("[crown-jewels.{}]", entry.key), m);
            let found: Vec<CrownJewel> = KINDS
                .iter()
                .filter_map(|(key, kind)| {
                    let target = table.text(key, m)?;
                    Some(CrownJewel { kind: *kind, target: target.value, at: target.at })
                })
                .collect();
            table.finish(m);
            match <[CrownJewel; 1]>::try_from(found) {
                Ok([jewel]) => drop(self.crown_jewels.insert(entry.key.to_string(), jewel)),
                Err(_) => m.push((
                    entry.key_span,
                    "a crown jewel names one of `namespace`, `secret`, `bucket`, `database`"
                        .to_owned(),
                )),
            }
        }
    }

    fn read_decisions(&mut self, top: &mut Table<'_>, m: &mut Mistakes) {
        self.covered_elsewhere = decisions(top, "covered-elsewhere", m, |t, at, m| {
            let note = t.text("note", m).map_or_else(String::new, |s| s.value);
            let reference = t.required("reference", m).value;
            let owner = t.required("owner", m).value;
            let review = t.required_date("review", m).map(|d| d.value);
            CoveredElsewhere { note, reference, owner, review, at }
        });
        self.awareness = decisions(top, "awareness", m, |t, at, m| {
            let note = t.required("note", m).value;
            let owner = t.required("owner", m).value;
            let review = t.date("review", m).map(|d| d.value);
            Awareness { note, owner, review, at }
        });
        self.accepted_risk = decisions(top, "accepted-risk", m, |t, at, m| {
            let reason = t.required("reason", m).value;
            let owner = t.required("owner", m).value;
            let until = t.required_date("until", m).map(|d| d.value);
            AcceptedRisk { reason, owner, until, at }
        });
    }
}

/// The tables below `key`, one per control; `read` is given the place of the control's name.
fn decisions<T>(
    top: &mut Table<'_>,
    key: &'static str,
    m: &mut Mistakes,
    read: impl Fn(&mut Table<'_>, Span, &mut Mistakes) -> T,
) -> BTreeMap<String, T> {
    let mut found = BTreeMap::new();
    for entry in top.entries(key, m) {
        let mut table = Table::new(&entry.value, format!("[{key}.\"{}\"]", entry.key), m);
        found.insert(entry.key.to_string(), read(&mut table, entry.key_span, m));
        table.finish(m);
    }
    found
}

fn profile(node: &Node, name: String, m: &mut Mistakes) -> Profile {
    let mut table = Table::new(node, name, m);
    let profile = Profile {
        platform: table.parsed("platform", m, platform),
        manifests: table.list("manifests", m),
        terraform: table.list("terraform", m),
        clusters: table.list("clusters", m),
        var_files: table.list("var-files", m),
        variables: table.variables("variables", m),
        workspace: table.text("workspace", m),
        values: table.list("values", m),
    };
    table.finish(m);
    profile
}

fn declared(node: &Node, m: &mut Mistakes) -> Declared {
    let mut table = Table::new(node, "[declared]", m);
    let declared = Declared {
        break_glass_roles: table.plain_list("break-glass-roles", m),
        platform_roles: table.plain_list("platform-roles", m),
        platform_subjects: table.plain_list("platform-subjects", m),
        image_registries: table.plain_list("image-registries", m),
        platform_namespaces: table.plain_list("platform-namespaces", m),
        platform: String::new(),
    };
    table.finish(m);
    declared
}

fn ignores(node: &Node, m: &mut Mistakes) -> Vec<Ignore> {
    let Kind::Seq(items) = &node.kind else {
        m.push((node.span, "`ignore` is a list of tables: write `[[ignore]]`".to_owned()));
        return Vec::new();
    };
    let mut entries = Vec::with_capacity(items.len());
    for item in items {
        let mut table = Table::new(item, "[[ignore]]", m);
        entries.push(Ignore {
            check: table.required("check", m),
            path: table.text("path", m).map(|s| Glob::new(s.value)),
            resource: table.text("resource", m).map(|s| Glob::new(s.value)),
            reason: table.required("reason", m).value,
            until: table.date("until", m).map(|d| d.value),
        });
        table.finish(m);
    }
    entries
}

/// The environment of a name; the error names those that there are.
pub fn parse_environment(text: &str) -> Result<Environment, String> {
    let all = [Environment::Dev, Environment::Prod];
    all.into_iter().find(|e| e.name() == text).ok_or_else(|| {
        let hint = did_you_mean(text, all.map(Environment::name));
        format!("unknown environment `{text}` (there are dev and prod){hint}")
    })
}

/// The severity of a name; the error names those that there are.
pub fn parse_severity(text: &str) -> Result<Severity, String> {
    Severity::parse(text).ok_or_else(|| {
        let names = Severity::WORST_FIRST.map(Severity::name);
        let hint = did_you_mean(text, names);
        format!("unknown severity `{text}` (one of {}){hint}", names.join(", "))
    })
}

fn platform(text: &str) -> Result<String, String> {
    if PLATFORMS.contains(&text) {
        return Ok(text.to_owned());
    }
    let hint = did_you_mean(text, PLATFORMS);
    Err(format!("unknown platform `{text}` (one of {}){hint}", PLATFORMS.join(", ")))
}
