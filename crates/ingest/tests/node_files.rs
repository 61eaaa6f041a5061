//! Files and commands that other files put onto nodes: each with the line it is written at.

use ringfort_ingest::{Ingested, Memory, Options, ingest};
use ringfort_source::Span;

fn scan(path: &str, text: &str) -> Ingested {
    ingest(&Memory::new([(path.to_owned(), text.to_owned())]), &Options::default())
}

/// What came of a file: objects and settings of k3s with the line of one of their values, texts with their first lines.
fn told(path: &str, text: &str) -> Vec<String> {
    let found = scan(path, text);
    let line = |span: Span| found.sources.line_range(span).0;
    let objects = found.model.kube.objects.iter().map(|o| {
        let last = o.root.entries().last();
        format!("{} at {}", o.kind, last.map_or(0, |e| line(e.value.span)))
    });
    let k3s =
        found.model.documents.iter().filter(|d| d.format == "k3s").map(|d| {
            format!("k3s at {}", d.root.entries().last().map_or(0, |e| line(e.value.span)))
        });
    let texts = found.model.node_texts.iter().map(|t| {
        let last = t.text.len().saturating_sub(1);
        format!("{:?} {} to {}", &*t.path, line(t.span(0, 1)), line(t.span(last, t.text.len())))
    });
    objects.chain(k3s).chain(texts).collect()
}

const KUBELET: &str =
    "apiVersion: kubelet.config.k8s.io/v1beta1\nkind: KubeletConfiguration\nreadOnlyPort: 10255\n";

/// The kubelet's file, `by` columns further in.
fn indented(by: usize) -> String {
    let indent = " ".repeat(by);
    KUBELET.lines().flat_map(|l| [&indent, l, "\n"]).collect()
}

#[test]
fn texts_on_nodes_keep_their_lines() {
    let in_init = indented(6);
    let cloud_init = format!(
        "#cloud-config\nwrite_files:\n  - path: /var/lib/kubelet/config.yaml\n    content: |\n{in_init}  - path: /etc/rancher/k3s/config.yaml\n    content: |\n      kube-apiserver-arg:\n        - anonymous-auth=true\nruncmd:\n  - kubelet --anonymous-auth=true\n  - [k3s, server, --kubelet-arg=read-only-port=1]\n"
    );
    let encoded = "YXBpVmVyc2lvbjoga3ViZWxldC5jb25maWcuazhzLmlvL3YxYmV0YTEKa2luZDogS3ViZWxldENvbmZpZ3VyYXRpb24KcmVhZE9ubHlQb3J0OiAxMDI1NQo=";
    let ignition = format!(
        "{{\n \"ignition\": {{\"version\": \"3.4.0\"}},\n \"storage\": {{\"files\": [\n  {{\"path\": \"/etc/kubernetes/kubelet.yaml\", \"contents\": {{\n   \"source\": \"data:;base64,{encoded}\"}}}}]}},\n \"systemd\": {{\"units\": [\n  {{\"name\": \"kubelet.service\", \"contents\": \"[Service]\\nExecStart=/usr/bin/kubelet\\n\",\n   \"dropins\": [{{\"name\": \"10-x.conf\", \"contents\": \"[Service]\\n\"}}]}}]}}\n}}\n"
    );
    let butane = "variant: fcos\nversion: 1.5.0\nstorage:\n  files:\n    - path: /etc/default/kubelet\n      contents:\n        inline: |\n          # arguments\n          KUBELET_EXTRA_ARGS=--read-only-port=1\n";
    let ansible = "- hosts: nodes\n  tasks:\n    - ansible.builtin.copy:\n        dest: /etc/systemd/system/kubelet.service\n        content: |\n          [Service]\n          ExecStart=/usr/bin/kubelet\n    - lineinfile: {path: /etc/default/kubelet, line: 'KUBELET_EXTRA_ARGS=--a'}\n    - shell: kubeadm init\n    - command: {cmd: k3s server}\n";
    let control_plane = format!(
        "apiVersion: controlplane.cluster.x-k8s.io/v1beta1\nkind: KubeadmControlPlane\nspec:\n  kubeadmConfigSpec:\n    preKubeadmCommands: [swapoff -a]\n    files:\n    - path: /etc/kubernetes/x.yaml\n      content: |\n{}",
        indented(8)
    );
    let table: [(&str, &str, &[&str]); 5] = [
        (
            "init.yaml",
            &cloud_init,
            &["KubeletConfiguration at 7", "k3s at 11", "\"\" 13 to 13", "\"\" 14 to 14"],
        ),
        (
            "node.ign",
            &ignition,
            &[
                "KubeletConfiguration at 5",
                "\"/etc/systemd/system/kubelet.service\" 7 to 7",
                "\"/etc/systemd/system/kubelet.service.d/10-x.conf\" 8 to 8",
            ],
        ),
        ("node.bu", butane, &["\"/etc/default/kubelet\" 8 to 9"]),
        (
            "site.yml",
            ansible,
            &[
                "\"/etc/systemd/system/kubelet.service\" 6 to 7",
                "\"/etc/default/kubelet\" 8 to 8",
                "\"\" 9 to 9",
                "\"\" 10 to 10",
            ],
        ),
        (
            "capi.yaml",
            &control_plane,
            &["KubeadmControlPlane at 4", "KubeletConfiguration at 11", "\"\" 5 to 5"],
        ),
    ];
    for (path, text, expected) in table {
        assert_eq!(told(path, text), *expected, "{text}");
    }
}

#[test]
fn machines_of_a_cloud_start_with_texts_too() {
    let main = "variable \"v\" {}\nresource \"aws_launch_template\" \"script\" {\n  user_data = base64encode(<<-EOT\n    #!/bin/bash\n    set -e\n    /etc/eks/bootstrap.sh shop --kubelet-extra-args '--read-only-port=1'\n    EOT\n  )\n}\nresource \"aws_instance\" \"plain\" {\n  user_data = <<-EOT\n    #!/bin/bash\n    kubelet --anonymous-auth=true\n    EOT\n}\nresource \"google_compute_instance\" \"init\" {\n  metadata = {\n    user-data = <<-EOT\n      #cloud-config\n      write_files:\n        - path: /var/lib/kubelet/config.yaml\n          content: |\n            apiVersion: kubelet.config.k8s.io/v1beta1\n            kind: KubeletConfiguration\n            readOnlyPort: 10255\n      EOT\n  }\n}\n";
    let expected = ["KubeletConfiguration at 25", "\"\" 3 to 3", "\"\" 12 to 13"];
    assert_eq!(told("main.tf", main), expected);
}

#[test]
fn what_of_a_node_is_not_evaluated_is_said() {
    let file = |more: &str| {
        format!("#cloud-config\nwrite_files:\n  - path: /var/lib/kubelet/config.yaml\n    {more}\n")
    };
    let butane = |more: &str| {
        format!(
            "variant: fcos\nversion: 1.5.0\nstorage:\n  files:\n  - path: /etc/kubernetes/kubelet.yaml\n    contents: {more}\n"
        )
    };
    let table = [
        (file("encoding: gz+b64\n    content: H4sI"), "is written in the encoding `gz+b64`"),
        (file("encoding: b64\n    content: '***'"), "cannot be decoded"),
        (file("content: 'apiVersion: ['"), "is not evaluated: "),
        (butane("{local: kubelet.yaml}"), "is taken from a local file"),
        (butane("{source: 'https://example.com/k'}"), "is fetched from elsewhere"),
        (butane("{source: 'data:,a', compression: gzip}"), "is compressed (`gzip`)"),
    ];
    for (text, expected) in table {
        let found = scan("init.yaml", &text);
        let said: Vec<&str> = found.notices.iter().map(|n| n.message.as_str()).collect();
        assert!(said.iter().any(|m| m.contains(expected)), "{expected}: {said:?}");
        assert!(found.notices.iter().all(|n| n.location.is_some()), "{:?}", found.notices);
    }
}

#[test]
fn huge_and_deep_texts_end_in_a_message() {
    let many = "  - kubelet --a=b\n".repeat(5_000);
    let deep = format!("apiVersion: v1\\nkind: Pod\\nspec: {}", "[".repeat(5_000));
    let table = [
        (format!("#cloud-config\nruncmd:\n{many}"), "more than 2000 texts"),
        (
            format!(
                "#cloud-config\nwrite_files:\n  - path: /etc/kubernetes/a.yaml\n    content: \"{deep}\"\n"
            ),
            "is not evaluated",
        ),
    ];
    for (text, expected) in table {
        let found = scan("init.yaml", &text);
        let said: Vec<&str> = found.notices.iter().map(|n| n.message.as_str()).collect();
        assert!(said.iter().any(|m| m.contains(expected)), "{expected}: {said:?}");
    }
}
