//! Published flaws of what nodes run, by version: data, each row with its source.

use ringfort_facts::Facts;
use ringfort_facts::nodes::Software;

use crate::position::{Foothold, Pool};
use crate::version::Version;

/// A flaw of the software of a pool of nodes.
pub(crate) struct Found<'a> {
    /// What has it, and where that is written.
    pub(crate) software: &'a Software,
    /// Its number: `CVE-2024-21626`.
    pub(crate) id: &'static str,
    /// What it takes.
    pub(crate) needs: Foothold,
    /// Does it give the files of the node only?
    pub(crate) files_only: bool,
    /// What it is, in a few words.
    pub(crate) what: &'static str,
}

impl Found<'_> {
    /// The pool of the node that has it.
    pub(crate) fn pool(&self) -> Pool {
        if self.software.is_control_plane { Pool::ControlPlane } else { Pool::Worker }
    }

    /// As hops tell it: `CVE-2024-21626 in runc 1.1.4, a working directory outside the container`.
    pub(crate) fn detail(&self) -> String {
        let (name, version) = (words(self.software.name), &self.software.version);
        format!("{} in {name} {version}, {}", self.id, self.what)
    }

    /// Distributions carry fixes back without changing the version that others count by.
    pub(crate) fn may_be_fixed(&self) -> bool {
        let follows_upstream = ["-flatcar", "-talos"];
        let version = &*self.software.version;
        match self.software.name {
            "kernel" => {
                version.contains('-') && !follows_upstream.iter().any(|f| version.contains(f))
            }
            "runc" | "containerd" | "cri-o" => {
                version.contains(['-', '~']) && !version.contains("-rc")
            }
            _ => false,
        }
    }
}

fn words(name: &str) -> &str {
    match name {
        "eks-ami" => "the EKS image of",
        "aks-ubuntu" | "aks-azurelinux" => "the AKS image",
        "kernel" => "the kernel",
        other => other,
    }
}

/// The flaws of the software that files name, each once for a version and pool.
pub(crate) fn flaws(facts: &Facts) -> Vec<Found<'_>> {
    let mut seen = std::collections::BTreeSet::new();
    let mut found = vec![];
    for software in &facts.nodes.software {
        let Some(version) = Version::parse(&software.version) else { continue };
        if !seen.insert((software.name, &*software.version, software.is_control_plane)) {
            continue;
        }
        for row in include_str!("../data/flaws.tsv").lines().skip(1) {
            let cells: Vec<&str> = row.split('\t').collect();
            let [name, bands, id, needs, gives, what, _] = *cells.as_slice() else { continue };
            if name == software.name && version.is_in(bands) {
                let (needs, files_only) = (foothold(needs), gives == "files");
                found.push(Found { software, id, needs, files_only, what });
            }
        }
    }
    found
}

fn foothold(needs: &str) -> Foothold {
    match needs {
        "calls" => Foothold::Calls,
        "namespaces" => Foothold::Namespaces,
        "exec" => Foothold::Exec,
        "root-exec" => Foothold::RootExec,
        "host-network" => Foothold::HostNetwork,
        _ => Foothold::Pods,
    }
}
