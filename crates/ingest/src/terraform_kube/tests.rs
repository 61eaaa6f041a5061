use ringfort_source::{At, Entry, Kind, Node};
use ringfort_vocab::NoticeKind;

use crate::{Ingested, Memory, Options, ingest};

fn scan(files: &[(&str, &str)]) -> Ingested {
    ingest(&Memory::new(files.iter().copied()), &Options::default())
}

/// A node as compact JSON, unknowns as `?`.
fn show(node: &Node) -> String {
    let list = |parts: Vec<String>| parts.join(",");
    match &node.kind {
        Kind::Null => "null".into(),
        Kind::Str(s) => format!("{s:?}"),
        Kind::Unknown(_) => "?".into(),
        Kind::Seq(items) => format!("[{}]", list(items.iter().map(show).collect())),
        Kind::Map(entries) => {
            let entry = |e: &Entry| format!("{}:{}", e.key, show(&e.value));
            format!("{{{}}}", list(entries.iter().map(entry).collect()))
        }
        _ => node.scalar().unwrap_or_default(),
    }
}

const MAIN: &str = r#"
variable "open" {}

resource "kubernetes_namespace" "ns" {
  metadata { name = "shop" }
}

resource "kubernetes_deployment_v1" "web" {
  metadata {
    name      = "web"
    namespace = kubernetes_namespace.ns.metadata[0].name
    labels    = { my_own_key = "x" }
  }
  spec {
    replicas = 2
    selector {
      match_labels = { app_name = "web" }
    }
    template {
      metadata {
        labels = { app_name = "web" }
      }
      spec {
        host_ipc             = true
        service_account_name = "web"
        security_context {
          run_as_user = "1000"
        }
        init_container {
          name  = "setup"
          image = "busybox"
        }
        container {
          name  = "web"
          image = "web:${var.open}"
          security_context {
            read_only_root_filesystem = true
            capabilities {
              drop = ["ALL"]
            }
          }
          resources {
            limits = { memory = "256Mi", "nvidia.com/gpu" = 1 }
          }
          port {
            container_port = "8000"
          }
          liveness_probe {
            http_get {
              path = "/"
              port = 8000
              http_header {
                name  = "a"
                value = "b"
              }
            }
          }
          env {
            name = "KEY"
            value_from {
              secret_key_ref {
                name = "s"
                key  = "k"
              }
            }
          }
          volume_mount {
            name       = "v"
            mount_path = "/v"
          }
        }
        volume {
          name = "v"
          secret { secret_name = "s" }
        }
      }
    }
  }
  timeouts { create = "5m" }
}

resource "kubernetes_service" "web" {
  metadata { name = "web" }
  spec {
    selector = { app_name = "web" }
    port {
      port        = 80
      target_port = 8000
    }
  }
}

resource "kubernetes_ingress_v1" "web" {
  metadata { name = "web" }
  spec {
    rule {
      http {
        path {
          path = "/"
          backend {
            service {
              name = "web"
              port { number = 80 }
            }
          }
        }
      }
    }
  }
}

resource "kubernetes_network_policy" "deny" {
  metadata { name = "deny" }
  spec {
    pod_selector {}
    policy_types = ["Ingress"]
    ingress {
      from {
        namespace_selector { match_labels = { name = "gateway" } }
      }
      ports { port = "8000" }
    }
  }
}

resource "kubernetes_role" "r" {
  metadata { name = "r" }
  rule {
    api_groups = [""]
    resources  = ["secrets"]
    verbs      = ["*"]
  }
}

resource "kubernetes_cluster_role_binding" "b" {
  metadata { name = "b" }
  role_ref {
    api_group = "rbac.authorization.k8s.io"
    kind      = "ClusterRole"
    name      = "cluster-admin"
  }
  subject {
    kind = "Group"
    name = "system:masters"
  }
}

resource "kubernetes_secret" "s" {
  metadata { name = "s" }
  data = { "pass_word" = "x" }
}

resource "kubernetes_storage_class_v1" "c" {
  metadata { name = "c" }
  storage_provisioner = "ebs.csi.aws.com"
  parameters          = { encrypted = "true", fs_type = "ext4" }
}

resource "kubernetes_manifest" "m" {
  manifest = {
    apiVersion = "v1"
    kind       = "ConfigMap"
    metadata   = { name = "m" }
    data       = { a = var.open }
  }
}

resource "kubectl_manifest" "k" {
  yaml_body = <<-YAML
    apiVersion: v1
    kind: Pod
    metadata:
      name: k
    spec:
      hostNetwork: true
      containers: []
  YAML
}
"#;

/// Address, path in the object, what stands there.
const OBJECTS: &[(&str, &str, &str)] = &[
    ("kubernetes_deployment_v1.web", "apiVersion", r#""apps/v1""#),
    (
        "kubernetes_deployment_v1.web",
        "metadata",
        r#"{name:"web",namespace:"shop",labels:{my_own_key:"x"}}"#,
    ),
    ("kubernetes_deployment_v1.web", "spec.selector", r#"{matchLabels:{app_name:"web"}}"#),
    ("kubernetes_deployment_v1.web", "spec.template.spec.hostIPC", "true"),
    ("kubernetes_deployment_v1.web", "spec.template.spec.automountServiceAccountToken", "true"),
    ("kubernetes_deployment_v1.web", "spec.template.spec.securityContext", "{runAsUser:1000}"),
    (
        "kubernetes_deployment_v1.web",
        "spec.template.spec.initContainers",
        r#"[{name:"setup",image:"busybox"}]"#,
    ),
    (
        "kubernetes_deployment_v1.web",
        "spec.template.spec.containers.securityContext",
        r#"{readOnlyRootFilesystem:true,capabilities:{drop:["ALL"]}}"#,
    ),
    (
        "kubernetes_deployment_v1.web",
        "spec.template.spec.containers.resources.limits",
        r#"{memory:"256Mi",nvidia.com/gpu:1}"#,
    ),
    (
        "kubernetes_deployment_v1.web",
        "spec.template.spec.containers.ports",
        "[{containerPort:8000}]",
    ),
    (
        "kubernetes_deployment_v1.web",
        "spec.template.spec.containers.livenessProbe",
        r#"{httpGet:{path:"/",port:8000,httpHeaders:[{name:"a",value:"b"}]}}"#,
    ),
    (
        "kubernetes_deployment_v1.web",
        "spec.template.spec.containers.env",
        r#"[{name:"KEY",valueFrom:{secretKeyRef:{name:"s",key:"k"}}}]"#,
    ),
    (
        "kubernetes_deployment_v1.web",
        "spec.template.spec.containers.volumeMounts",
        r#"[{name:"v",mountPath:"/v"}]"#,
    ),
    (
        "kubernetes_deployment_v1.web",
        "spec.template.spec.volumes",
        r#"[{name:"v",secret:{secretName:"s"}}]"#,
    ),
    ("kubernetes_deployment_v1.web", "spec.template.spec.containers.image", "?"),
    ("kubernetes_deployment_v1.web", "timeouts", "absent"),
    ("kubernetes_service.web", "spec.selector", r#"{app_name:"web"}"#),
    ("kubernetes_service.web", "spec.ports", "[{port:80,targetPort:8000}]"),
    (
        "kubernetes_ingress_v1.web",
        "spec.rules.http.paths",
        r#"[{path:"/",backend:{service:{name:"web",port:{number:80}}}}]"#,
    ),
    (
        "kubernetes_network_policy.deny",
        "spec",
        r#"{podSelector:{},policyTypes:["Ingress"],ingress:[{from:[{namespaceSelector:{matchLabels:{name:"gateway"}}}],ports:[{port:"8000"}]}]}"#,
    ),
    ("kubernetes_role.r", "rules", r#"[{apiGroups:[""],resources:["secrets"],verbs:["*"]}]"#),
    ("kubernetes_cluster_role_binding.b", "subjects", r#"[{kind:"Group",name:"system:masters"}]"#),
    ("kubernetes_secret.s", "stringData", r#"{pass_word:"x"}"#),
    ("kubernetes_storage_class_v1.c", "parameters", r#"{encrypted:"true",fs_type:"ext4"}"#),
    ("kubernetes_storage_class_v1.c", "provisioner", r#""ebs.csi.aws.com""#),
    ("kubernetes_manifest.m", "data", "{a:?}"),
    ("kubectl_manifest.k", "spec.hostNetwork", "true"),
];

#[test]
fn resources_are_the_objects_they_create() {
    let found = scan(&[("main.tf", MAIN)]);
    let object = |address: &str| {
        let all = &found.model.kube.objects;
        all.iter().find(|o| &*o.resource == address).unwrap_or_else(|| panic!("no {address}"))
    };
    for (address, path, want) in OBJECTS {
        let got = match object(address).root.at(path) {
            At::Absent(_) => "absent".into(),
            At::Set(n) | At::Unknown(n) => show(n),
        };
        assert_eq!(&got, want, "{address} {path}");
    }
    let kube = &found.model.kube;
    assert_eq!((kube.workloads.len(), kube.policies.len()), (2, 1));
    assert_eq!((kube.roles.len(), kube.bindings.len()), (1, 1));
}

#[test]
fn values_stand_where_they_are_written() {
    let found = scan(&[
        ("main.tf", MAIN),
        (
            "x/m.tf",
            "resource \"kubectl_manifest\" \"f\" {\n  yaml_body = file(\"${path.module}/p.yml\")\n}\n",
        ),
        ("x/p.yml", "apiVersion: v1\nkind: Pod\nmetadata: {name: f}\nspec:\n  hostPID: true\n"),
    ]);
    let table = [
        ("kubernetes_deployment_v1.web", "spec.template.spec.hostIPC", "main.tf", "true"),
        ("kubectl_manifest.k", "spec.hostNetwork", "main.tf", "hostNetwork: true"),
        ("kubectl_manifest.f", "spec.hostPID", "x/p.yml", "true"),
    ];
    for (address, path, file, text) in table {
        let object = found.model.kube.objects.iter().find(|o| &*o.resource == address);
        let at = object.unwrap_or_else(|| panic!("no {address}")).root.at(path);
        assert_eq!(
            (found.sources.path(at.span()), found.sources.text(at.span())),
            (file, text),
            "{address}"
        );
    }
}

#[test]
fn what_is_not_rendered_is_said() {
    let table = [
        (
            "resource \"helm_release\" \"r\" {\n  chart = \"x\"\n}\n",
            "helm_release.r installs the chart `x`, which is not among the files",
        ),
        (
            "variable \"v\" {}\nresource \"kubectl_manifest\" \"r\" {\n  yaml_body = var.v\n}\n",
            "kubectl_manifest.r has a manifest that is not known (variable `v` has no value)",
        ),
        (
            "variable \"v\" {}\nresource \"kubernetes_manifest\" \"r\" {\n  manifest = yamldecode(var.v)\n}\n",
            "kubernetes_manifest.r has a manifest that is not known (variable `v` has no value)",
        ),
    ];
    for (main, want) in table {
        let found = scan(&[("main.tf", main)]);
        let notice = found.notices.iter().find(|n| n.kind == NoticeKind::NotRendered);
        let message = notice.map(|n| n.message.as_str());
        assert_eq!(message, Some(&*format!("{want}, so nothing in it was judged")), "{main}");
        assert!(found.model.kube.objects.is_empty());
    }
}
