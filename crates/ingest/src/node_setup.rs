//! What sets up nodes, told by its shape: Ansible, cloud-init, Ignition and Butane. The files that they write and what
//! they start of the cluster are read (`node_files`); what else they do on a node is not evaluated, and said.

use ringfort_source::{Kind, Node};

/// What a file that sets up nodes is, and what of it is not evaluated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Setup {
    /// The name of the format.
    pub(crate) format: &'static str,
    /// Why it is judged in part.
    pub(crate) cause: &'static str,
}

const ANSIBLE: Setup = Setup {
    format: "ansible",
    cause: "files it writes, with their modes and owners, and commands that start the cluster were read; not evaluated: its templates, variables and other tasks",
};
const VARIABLES: Setup =
    Setup { format: "ansible", cause: "not evaluated: values of Ansible's variables" };
const CLOUD_INIT: Setup = Setup {
    format: "cloud-init",
    cause: "files it writes, with their modes and owners, and commands that start the cluster were read; not evaluated: its other commands, packages and users",
};
const IGNITION: Setup = Setup {
    format: "ignition",
    cause: "files it writes, with their modes and owners, and units that start the cluster were read; not evaluated: its other units, users and kernel arguments",
};

/// What the file at `path` with this text and tree sets up, if it sets up nodes.
pub(crate) fn of(path: &str, text: &str, root: &Node) -> Option<Setup> {
    if is_cloud_init(text) {
        return Some(CLOUD_INIT);
    }
    if is_ignition(root) {
        return Some(IGNITION);
    }
    let folders: Vec<&str> = path.split('/').collect();
    if is_playbook(root) || is_tasks(&folders, root) {
        return Some(ANSIBLE);
    }
    is_variables(&folders).then_some(VARIABLES)
}

/// cloud-init knows its files by their first line (cloud-init documentation, "User data formats").
pub(crate) fn is_cloud_init(text: &str) -> bool {
    text.trim_start_matches('\u{feff}').starts_with("#cloud-config")
}

/// Ignition has a section for its own version, Butane a variant and a version (their specifications).
fn is_ignition(root: &Node) -> bool {
    const VARIANTS: [&str; 7] = ["fcos", "flatcar", "openshift", "r4e", "fiot", "rhcos", "suse"];
    root.at("ignition.version").str().is_some()
        || root.at("version").str().is_some()
            && root.at("variant").str().is_some_and(|v| VARIANTS.contains(&v))
}

/// A list of plays: hosts with what to do on them, or other playbooks.
fn is_playbook(root: &Node) -> bool {
    const PARTS: [&str; 6] =
        ["tasks", "roles", "pre_tasks", "post_tasks", "handlers", "vars_files"];
    let play = |node: &Node| {
        let does = PARTS.iter().any(|part| node.get(part).is_some());
        node.get("hosts").is_some() && does
            || node.entries().iter().any(|e| module(&e.key) == "import_playbook")
    };
    root.items().iter().any(play)
}

/// A list of tasks: by the collections that they name, or by the folder they lie in.
fn is_tasks(folders: &[&str], root: &Node) -> bool {
    let items = root.items();
    let all_maps = !items.is_empty() && items.iter().all(|n| matches!(n.kind, Kind::Map(_)));
    let collected = |node: &Node| {
        node.entries().iter().any(|e| {
            let key = &*e.key;
            key.starts_with("ansible.")
                || key.starts_with("community.")
                || matches!(key, "include_tasks" | "import_tasks" | "include_role" | "import_role")
        })
    };
    let above = folders.len().checked_sub(2).and_then(|at| folders.get(at));
    let placed = matches!(above, Some(&("tasks" | "handlers")));
    all_maps
        && (placed && items.iter().any(|n| n.get("name").is_some()) || items.iter().any(collected))
}

/// Variables lie in folders of fixed names (Ansible documentation, "Using Variables", "Roles").
fn is_variables(folders: &[&str]) -> bool {
    let named = folders.iter().any(|f| matches!(*f, "group_vars" | "host_vars"));
    let in_role =
        folders.windows(3).any(|w| matches!(w, ["roles", _, "defaults" | "vars" | "meta"]));
    named || in_role
}

/// A module without its collection.
fn module(key: &str) -> &str {
    key.rsplit('.').next().unwrap_or(key)
}

#[cfg(test)]
mod tests {
    use ringfort_source::SourceId;

    use super::*;

    #[test]
    fn shapes_tell_what_sets_up_nodes() {
        let table = [
            ("site.yml", "- hosts: all\n  roles: [kubelet]\n", Some(ANSIBLE)),
            ("site.yml", "- import_playbook: nodes.yml\n", Some(ANSIBLE)),
            ("roles/k/tasks/main.yml", "- name: a\n  copy: {dest: /x}\n", Some(ANSIBLE)),
            ("other/steps.yml", "- ansible.builtin.copy: {dest: /x}\n", Some(ANSIBLE)),
            ("roles/k/defaults/main.yml", "port: 1\n", Some(VARIABLES)),
            ("group_vars/all.yml", "port: 1\n", Some(VARIABLES)),
            ("init.yaml", "#cloud-config\nwrite_files: []\n", Some(CLOUD_INIT)),
            ("node.bu", "variant: fcos\nversion: 1.5.0\n", Some(IGNITION)),
            ("node.yaml", "ignition:\n  version: 3.4.0\n", Some(IGNITION)),
            ("hosts.yaml", "- hosts: [a.example.com]\n", None),
            ("list.yaml", "- name: a\n", None),
            ("plain.yaml", "a: 1\n", None),
        ];
        for (path, text, expected) in table {
            let stream = ringfort_syntax::yaml::parse(SourceId(0), text);
            let root = &stream.documents[0].root;
            assert_eq!(of(path, text, root), expected, "{path}: {text}");
        }
    }
}
