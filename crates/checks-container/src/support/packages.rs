//! Package managers and their commands.

use ringfort_check::model::image::{Command, Dockerfile};

use super::dockerfile::runs;
use super::invoked::words;

/// A package manager of a distribution.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Manager {
    /// apt-get, apt, aptitude.
    Apt,
    /// yum, dnf, microdnf.
    Yum,
    /// zypper.
    Zypper,
    /// apk.
    Apk,
    /// pacman, whose verbs are options: told in the words of the others.
    Pacman,
}

/// One call of a package manager.
#[derive(Debug)]
pub(crate) struct Call<'a> {
    /// Which.
    pub(crate) manager: Manager,
    /// Its program's name.
    pub(crate) program: &'a str,
    /// `install`, `update`, `clean`...; empty where none is written.
    pub(crate) verb: &'a str,
    /// What follows the verb and is no option.
    pub(crate) operands: Vec<&'a str>,
    /// All options, before and after the verb.
    pub(crate) options: Vec<&'a str>,
}

/// Options that take the next word.
const WITH_VALUE: &[&str] = &[
    "-t",
    "--virtual",
    "-o",
    "--repository",
    "-X",
    "-c",
    "--target-release",
    "--root",
    "-p",
    "--releasever",
    "--option",
    "--enablerepo",
    "--disablerepo",
    "--repo",
    "--repoid",
    "--setopt",
    "--exclude",
    "-x",
    "--installroot",
    "--from",
];

/// The call of a package manager that `command` is.
pub(crate) fn call(command: &Command) -> Option<Call<'_>> {
    let words = words(command);
    let (program, rest) = words.split_first()?;
    let manager = match *program {
        "apt-get" | "apt" | "aptitude" => Manager::Apt,
        "yum" | "dnf" | "microdnf" | "tdnf" => Manager::Yum,
        "zypper" => Manager::Zypper,
        "apk" => Manager::Apk,
        "pacman" => Manager::Pacman,
        _ => return None,
    };
    let (mut plain, mut options, mut rest) = (vec![], vec![], rest.iter());
    while let Some(word) = rest.next() {
        if word.starts_with('-') {
            options.push(*word);
            if WITH_VALUE.contains(word) {
                options.extend(rest.next().copied());
            }
        } else {
            plain.push(*word);
        }
    }
    if manager == Manager::Pacman {
        let verb = pacman(&options, plain.is_empty());
        return Some(Call { manager, program, verb, operands: plain, options });
    }
    let verb = plain.first().copied().unwrap_or("");
    let operands = plain.get(1..).unwrap_or_default().to_vec();
    Some(Call { manager, program, verb, operands, options })
}

/// What a call of pacman does: `-S` installs, `-Sy` fetches lists, `-Syu` upgrades, `-Scc` cleans.
fn pacman(options: &[&str], bare: bool) -> &'static str {
    let sync = options.iter().find(|o| o.starts_with("-S") || **o == "--sync");
    let Some(sync) = sync else { return "" };
    let has = |letter: char, long: &str| sync.contains(letter) || options.contains(&long);
    if has('c', "--clean") {
        "clean"
    } else if !bare {
        "install"
    } else if has('u', "--sysupgrade") {
        "upgrade"
    } else if has('y', "--refresh") {
        "update"
    } else {
        ""
    }
}

/// Does a step give apt's setting `name` one of `values`, in a file of its own (apt.conf(5)): `APT::Install-Recommends "0";`?
pub(crate) fn apt_is_set(on: &Dockerfile, name: &str, values: &[&str]) -> bool {
    let texts = runs(on).flat_map(|run| {
        std::iter::once(&run.text.text).chain(run.heredocs.iter().map(|h| &h.body.text))
    });
    texts.filter(|text| text.contains("apt.conf")).any(|text| gives(text, name, values))
}

/// Does `text` hold `name "value"` or `name=value` with one of the values?
fn gives(text: &str, name: &str, values: &[&str]) -> bool {
    let (text, name) = (text.to_ascii_lowercase(), name.to_ascii_lowercase());
    text.match_indices(&name).any(|(at, name)| {
        let rest = text.get(at + name.len()..).unwrap_or("");
        let value = rest.trim_start_matches([' ', '=', '"', '\'', '\\']);
        values.iter().any(|v| value.starts_with(v))
    })
}

impl Call<'_> {
    /// Does it install packages?
    pub(crate) fn installs(&self) -> bool {
        match self.manager {
            Manager::Apk => self.verb == "add",
            Manager::Zypper | Manager::Yum if self.verb == "in" => true,
            _ => matches!(self.verb, "install" | "localinstall" | "groupinstall" | "reinstall"),
        }
    }

    /// Does it change what is installed: packages added, removed or replaced?
    pub(crate) fn changes(&self) -> bool {
        let verbs: &[&str] = match self.manager {
            Manager::Apt => &[
                "remove",
                "purge",
                "autoremove",
                "upgrade",
                "dist-upgrade",
                "full-upgrade",
                "safe-upgrade",
                "build-dep",
            ],
            Manager::Yum => &[
                "remove",
                "erase",
                "autoremove",
                "update",
                "upgrade",
                "up",
                "downgrade",
                "distro-sync",
                "builddep",
                "group",
                "groups",
            ],
            Manager::Zypper => &[
                "remove",
                "rm",
                "update",
                "up",
                "patch",
                "dist-upgrade",
                "dup",
                "source-install",
                "si",
            ],
            Manager::Apk => &["del", "upgrade", "fix"],
            Manager::Pacman => &["upgrade"],
        };
        self.installs() || verbs.contains(&self.verb)
    }

    /// Is one of these options given, alone or among bundled letters (`-qy`)?
    pub(crate) fn has(&self, names: &[&str]) -> bool {
        let bundled = |o: &&str, n: &&str| {
            let letter = n.strip_prefix('-').filter(|l| l.len() == 1);
            letter.is_some_and(|l| {
                o.starts_with('-') && !o.starts_with("--") && !o.contains('=') && o.contains(l)
            })
        };
        self.options.iter().any(|o| {
            names.iter().any(|n| {
                o == n || o.strip_prefix(n).is_some_and(|r| r.starts_with('=')) || bundled(o, n)
            })
        })
    }
}
