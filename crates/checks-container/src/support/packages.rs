//! Package managers and their commands.

use ringfort_check::model::image::Command;

use super::dockerfile::words;

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
    let verb = plain.first().copied().unwrap_or("");
    let operands = plain.get(1..).unwrap_or_default().to_vec();
    Some(Call { manager, program, verb, operands, options })
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
