//! The keys of the settings file: what may stand where, and what it becomes.

use ringfort_source::{Kind, Node};
use ringfort_vocab::{Declared, Environment, Severity};

use crate::reader::{Mistakes, Table};
use crate::{
    AcceptedRisk, Awareness, CoveredElsewhere, Glob, Ignore, PLATFORMS, Profile, Settings,
    did_you_mean,
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

    fn read_decisions(&mut self, top: &mut Table<'_>, m: &mut Mistakes) {
        for e in top.entries("covered-elsewhere", m) {
            let mut t = Table::new(&e.value, format!("[covered-elsewhere.\"{}\"]", e.key), m);
            let entry = CoveredElsewhere {
                note: t.text("note", m).map_or_else(String::new, |s| s.value),
                reference: t.required("reference", m).value,
                owner: t.required("owner", m).value,
                review: t.required_date("review", m).map(|d| d.value),
                at: e.key_span,
            };
            t.finish(m);
            self.covered_elsewhere.insert(e.key.to_string(), entry);
        }
        for e in top.entries("awareness", m) {
            let mut t = Table::new(&e.value, format!("[awareness.\"{}\"]", e.key), m);
            let entry = Awareness {
                note: t.required("note", m).value,
                owner: t.required("owner", m).value,
                review: t.date("review", m).map(|d| d.value),
                at: e.key_span,
            };
            t.finish(m);
            self.awareness.insert(e.key.to_string(), entry);
        }
        for e in top.entries("accepted-risk", m) {
            let mut t = Table::new(&e.value, format!("[accepted-risk.\"{}\"]", e.key), m);
            let entry = AcceptedRisk {
                reason: t.required("reason", m).value,
                owner: t.required("owner", m).value,
                until: t.required_date("until", m).map(|d| d.value),
                at: e.key_span,
            };
            t.finish(m);
            self.accepted_risk.insert(e.key.to_string(), entry);
        }
    }
}

fn profile(node: &Node, name: String, m: &mut Mistakes) -> Profile {
    let mut table = Table::new(node, name, m);
    let profile = Profile {
        platform: table.parsed("platform", m, platform),
        manifests: table.list("manifests", m),
        terraform: table.list("terraform", m),
        clusters: table.list("clusters", m),
        var_files: table.list("var-files", m),
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
