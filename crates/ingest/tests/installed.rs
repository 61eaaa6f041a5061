//! Charts that Kustomize and Terraform install: rendered with the values that they give, and not by themselves.

#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests: a panic is their message")]

use ringfort_ingest::{Ingested, Memory, Options, ingest};
use ringfort_source::At;

const CHART: &str = "apiVersion: v2\nname: web\nversion: 1.0.0\n";
const VALUES: &str = "replicas: 1\nimage:\n  tag: v0\n  name: web\nprivileged: false\nhosts: []\n";
const DEPLOYMENT: &str = "apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ .Release.Name }}
spec:
  replicas: {{ .Values.replicas }}
  template:
    spec:
      containers:
        - name: web
          image: \"{{ .Values.image.name }}:{{ .Values.image.tag }}\"
          args: {{ toJson .Values.hosts }}
          securityContext:
            privileged: {{ if or (.Capabilities.APIVersions.Has \"shop.example.com/v1\") (semverCompare \"<1.21-0\" .Capabilities.KubeVersion.Version) }}true{{ else }}{{ .Values.privileged }}{{ end }}
---
apiVersion: v1
kind: Pod
metadata:
  name: hook
  annotations:
    helm.sh/hook: pre-install
spec:
  containers: [{name: c, image: i}]
---
apiVersion: v1
kind: Pod
metadata:
  name: test
  annotations:
    helm.sh/hook: test
spec:
  containers: [{name: c, image: i}]
";
const CRD: &str = "apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: {name: carts.shop.example.com}\n";

fn scan(home: &str, more: &[(&str, &str)]) -> Ingested {
    let own = [
        (format!("{home}/web/Chart.yaml"), CHART),
        (format!("{home}/web/values.yaml"), VALUES),
        (format!("{home}/web/templates/deployment.yaml"), DEPLOYMENT),
        (format!("{home}/web/crds/cart.yaml"), CRD),
    ];
    let more = more.iter().map(|(p, t)| ((*p).to_owned(), *t));
    ingest(&Memory::new(own.into_iter().chain(more)), &Options::default())
}

/// Name, namespace, replicas, image, arguments, privileged of the Deployments, and the line of the last.
fn told(found: &Ingested) -> Vec<String> {
    let deployments = found.model.kube.objects.iter().filter(|o| &*o.kind == "Deployment");
    let all = deployments.map(|object| {
        let container = object.at("spec.template.spec.containers").list().first().unwrap();
        let show = |at: At<'_>| match at {
            At::Set(node) => node.scalar().unwrap_or_else(|| {
                node.items()
                    .iter()
                    .filter_map(ringfort_source::Node::scalar)
                    .collect::<Vec<_>>()
                    .join(",")
            }),
            At::Unknown(_) => "?".into(),
            At::Absent(_) => "-".into(),
        };
        let privileged = container.at("securityContext.privileged");
        let at = format!(
            "{}:{}",
            found.sources.path(privileged.span()),
            found.sources.line_range(privileged.span()).0
        );
        format!(
            "{} in {}: {} {} [{}] {} {at}",
            object.name,
            show(object.at("metadata.namespace")),
            show(object.at("spec.replicas")),
            show(container.at("image")),
            show(container.at("args")),
            show(privileged),
        )
    });
    all.collect()
}

#[test]
fn charts_of_kustomizations() {
    let table: [(&str, &str); 16] = [
        // A text that takes `merge` as kustomize does: the chart's own values win where the entry names no file.
        (
            "helmCharts: [{name: web, valuesMerge: merge, valuesInline: {replicas: 7, hosts: [a]}}]",
            "web in ?: 1 web:v0 [] false app/charts/web/values.yaml:5",
        ),
        (
            "helmCharts: [{name: web, valuesInline: {replicas: 7}, valuesFile: prod.yaml}]",
            "web in ?: 7 web:v5 [] false app/charts/web/values.yaml:5",
        ),
        // A null takes away what the file says, so that the chart's own value holds.
        (
            "helmCharts: [{name: web, valuesInline: {replicas: null}, valuesFile: prod.yaml}]",
            "web in ?: 1 web:v5 [] false app/charts/web/values.yaml:5",
        ),
        (
            "helmCharts: [{name: web, nameTemplate: '{{ \"SHOP\" | lower }}-{{ add 1 1 }}'}]",
            "shop-2 in ?: 1 web:v0 [] false app/charts/web/values.yaml:5",
        ),
        (
            "helmCharts: [{name: web, nameTemplate: plain}]",
            "plain in ?: 1 web:v0 [] false app/charts/web/values.yaml:5",
        ),
        (
            "helmCharts: [{name: web, kubeVersion: 1.20.0, valuesInline: {hosts: [a]}}]",
            "web in ?: 1 web:v0 [a] true app/charts/web/templates/deployment.yaml:14",
        ),
        (
            "helmCharts: [{name: web, apiVersions: [shop.example.com/v1]}]",
            "web in ?: 1 web:v0 [] true app/charts/web/templates/deployment.yaml:14",
        ),
        ("helmCharts: [{name: web}]", "web in ?: 1 web:v0 [] false app/charts/web/values.yaml:5"),
        (
            "namespace: shop\nnamePrefix: x-\nhelmCharts: [{name: web, releaseName: rel}]",
            "x-rel in shop: 1 web:v0 [] false app/charts/web/values.yaml:5",
        ),
        (
            "helmCharts: [{name: web, namespace: shop, valuesFile: prod.yaml}]",
            "web in shop: 5 web:v5 [] false app/charts/web/values.yaml:5",
        ),
        (
            "helmCharts:\n- name: web\n  namespace: shop\n  valuesFile: prod.yaml\n  valuesInline:\n    replicas: 7\n    privileged: true",
            "web in shop: 7 web:v5 [] true app/kustomization.yaml:7",
        ),
        (
            "helmCharts: [{name: web, namespace: shop, valuesMerge: merge, valuesFile: prod.yaml, valuesInline: {replicas: 7, hosts: [a]}}]",
            "web in shop: 5 web:v5 [a] false app/charts/web/values.yaml:5",
        ),
        (
            "helmCharts: [{name: web, namespace: shop, valuesMerge: replace, valuesFile: prod.yaml, valuesInline: {replicas: 7}}]",
            "web in shop: 7 web:v0 [] false app/charts/web/values.yaml:5",
        ),
        (
            "helmCharts: [{name: web, namespace: shop, valuesInline: {replicas: 7}, additionalValuesFiles: [prod.yaml]}]",
            "web in shop: 5 web:v5 [] false app/charts/web/values.yaml:5",
        ),
        (
            "helmChartInflationGenerator: [{chartName: web, releaseName: old, releaseNamespace: shop, values: prod.yaml}]",
            "old in shop: 5 web:v5 [] false app/charts/web/values.yaml:5",
        ),
        ("generators: [gen.yaml]", "gen in shop: 9 web:v0 [] false app/charts/web/values.yaml:5"),
    ];
    for (kustomization, expected) in table {
        let found = scan(
            "app/charts",
            &[
                ("app/kustomization.yaml", kustomization),
                ("app/prod.yaml", "replicas: 5\nimage:\n  tag: v5\n"),
                (
                    "app/gen.yaml",
                    "apiVersion: builtin\nkind: HelmChartInflationGenerator\nmetadata: {name: g}\nname: web\nreleaseName: gen\nnamespace: shop\nvaluesInline: {replicas: 9}\n",
                ),
            ],
        );
        assert_eq!(told(&found), [expected], "{kustomization}: {:#?}", found.notices);
    }
}

#[test]
fn fields_that_leave_out_and_patches_upon_charts() {
    let patched = "helmGlobals: {chartHome: ../lib}\nhelmCharts: [{name: web, namespace: shop, skipHooks: true}]\npatches:\n- patch: |-\n    apiVersion: apps/v1\n    kind: Deployment\n    metadata: {name: web}\n    spec: {replicas: 4}\n";
    let found = scan("lib", &[("app/kustomization.yaml", patched)]);
    assert_eq!(told(&found), ["web in shop: 4 web:v0 [] false lib/web/values.yaml:5"]);
    assert!(!found.model.kube.objects.iter().any(|o| &*o.name == "hook"));
}

#[test]
fn what_an_entry_takes_in_and_leaves_out() {
    let table = [
        ("", "hook test"),
        ("skipTests: true", "hook"),
        ("skipHooks: true", ""),
        ("includeCRDs: true", "carts.shop.example.com hook test"),
        ("includeCRDs: true, skipHooks: true", "carts.shop.example.com"),
    ];
    for (more, expected) in table {
        let text = format!("helmCharts: [{{name: web, {more}}}]");
        let found = scan("app/charts", &[("app/kustomization.yaml", &text)]);
        let objects = found.model.kube.objects.iter().filter(|o| &*o.kind != "Deployment");
        let names: Vec<&str> = objects.map(|o| &*o.name).collect();
        assert_eq!(names.join(" "), expected, "{more}");
    }
}

#[test]
fn a_fetched_chart_lies_in_a_folder_of_its_version() {
    let text = "helmCharts: [{name: web, repo: https://charts.example.com, version: 1.0.0}]";
    let found = scan("app/charts/web-1.0.0", &[("app/kustomization.yaml", text)]);
    assert_eq!(told(&found).len(), 1, "{:#?}", found.notices);
}

#[test]
fn charts_that_are_not_there_are_said() {
    let table = [
        (
            "helmCharts: [{name: redis, valuesMerge: sometimes}]",
            "`valuesMerge` is `sometimes`, which the tool refuses; write `override`, `merge` or `replace`",
        ),
        (
            "helmCharts: [{name: redis, releaseName: a, nameTemplate: b}]",
            "`releaseName` and `nameTemplate` both name the release, which Helm refuses; remove one of the two",
        ),
        (
            "helmCharts: [{name: redis, repo: https://charts.example.com, version: 1.2.3}]",
            "the chart `redis` is in the repository `https://charts.example.com` and is not fetched, so its objects are missing; put it into `app/charts/redis` (`helm pull --untar`) or scan the output of `kustomize build --enable-helm`",
        ),
        (
            "helmCharts: [{name: redis}]",
            "there is no chart in `app/charts/redis`, so its objects are missing; correct `name` or `helmGlobals.chartHome`",
        ),
    ];
    for (kustomization, expected) in table {
        let found = scan("elsewhere", &[("app/kustomization.yaml", kustomization)]);
        let said: Vec<&str> = found.notices.iter().map(|n| n.message.as_str()).collect();
        assert!(said.contains(&expected), "{said:#?}");
        let file = found.files.iter().find(|f| &*f.file == "app/kustomization.yaml").unwrap();
        assert!(file.gap, "what is missing caps what depends on it");
    }
}

#[test]
fn releases_of_terraform() {
    let release = |more: &str| {
        format!(
            "variable \"v\" {{}}\nresource \"helm_release\" \"r\" {{\n  name = \"rel\"\n  chart = \"${{path.module}}/charts/web\"\n  namespace = \"shop\"\n{more}\n}}\n"
        )
    };
    let plain = "rel in shop: 1 web:v0 [] false charts/web/values.yaml:5";
    let table = [
        ("", plain),
        // Of values that are not known none of the chart's is, but what is given over them and what it writes itself.
        ("values = [var.v]", "rel in shop: ? ? [?] ? charts/web/values.yaml:5"),
        (
            "values = [var.v, \"replicas: 2\"]\n  set {\n    name = \"image.tag\"\n    value = \"v3\"\n  }",
            "rel in shop: 2 ? [?] ? charts/web/values.yaml:5",
        ),
        (
            "values = [file(\"${path.module}/prod.yaml\")]",
            "rel in shop: 5 web:v5 [] false charts/web/values.yaml:5",
        ),
        (
            "values = [templatefile(\"${path.module}/t.yaml\", { n = 8 }), <<-EOT\n    privileged: true\n    EOT\n  ]",
            "rel in shop: 8 web:v0 [] true main.tf:7",
        ),
        (
            "values = [yamlencode({ image = { tag = var.v }, replicas = 3 })]",
            "rel in shop: 3 ? [] false charts/web/values.yaml:5",
        ),
        (
            "set {\n    name = \"privileged\"\n    value = \"true\"\n  }\n  set_list {\n    name = \"hosts\"\n    value = [\"a\", \"b\"]\n  }",
            "rel in shop: 1 web:v0 [a,b] true main.tf:8",
        ),
        (
            "set = [{ name = \"image.tag\", value = \"7\", type = \"string\" }, { name = \"privileged\", value = var.v }]",
            "rel in shop: 1 web:7 [] ? main.tf:6",
        ),
        (
            "set_sensitive = [{ name = \"image.tag\", value = \"s\" }]",
            "rel in shop: 1 web:s [] false charts/web/values.yaml:5",
        ),
    ];
    for (more, expected) in table {
        let main = release(more);
        let found = scan(
            "charts",
            &[
                ("main.tf", &main),
                ("prod.yaml", "replicas: 5\nimage:\n  tag: v5\n"),
                ("t.yaml", "replicas: ${n}\n"),
            ],
        );
        assert_eq!(told(&found), [expected], "{more}: {:#?}", found.notices);
    }
}

#[test]
fn releases_that_cannot_be_rendered_are_said() {
    let table = [
        (
            "chart = \"redis\"\n  repository = \"https://charts.example.com\"",
            "helm_release.r installs the chart `redis` of the repository `https://charts.example.com`, which is not fetched; scan the output of `helm template` too, so nothing in it was judged",
        ),
        (
            "chart = \"oci://ghcr.io/shop/web\"",
            "helm_release.r installs the chart `oci://ghcr.io/shop/web`, which is not fetched; scan the output of `helm template` too, so nothing in it was judged",
        ),
        (
            "chart = \"./charts/web\"\n  repository = var.v",
            "helm_release.r installs the chart `./charts/web`, from the files or from a repository that is not known (variable `v` has no value); scan what `helm template` renders too, so nothing in it was judged",
        ),
        (
            "chart = \"./charts/web\"\n  values = [\"a: [\"]",
            "helm_release.r has values that is not YAML",
        ),
    ];
    for (body, expected) in table {
        let main = format!(
            "variable \"v\" {{}}\nresource \"helm_release\" \"r\" {{\n  name = \"r\"\n  {body}\n}}\n"
        );
        let found = scan("charts", &[("main.tf", &main)]);
        let said: Vec<&str> = found.notices.iter().map(|n| n.message.as_str()).collect();
        assert!(said.iter().any(|m| m.starts_with(expected)), "{said:#?}");
        // A chart that it names is not judged as if it stood for itself.
        let alone = told(&found).len();
        assert_eq!(alone, usize::from(!body.contains("charts/web")), "{body}");
    }
}

#[test]
fn values_of_a_release_that_are_not_known_are_said_at_their_line() {
    let main = "variable \"v\" {}\nresource \"helm_release\" \"r\" {\n  name = \"r\"\n  chart = \"./charts/web\"\n  values = [var.v]\n}\n";
    let found = scan("charts", &[("main.tf", main)]);
    let notice = found.notices.iter().find(|n| n.message.contains("helm_release.r gives")).unwrap();
    let expected = "helm_release.r gives its chart values that are not known (variable `v` has no value), so what they decide is not evaluated: scan what `helm template` renders too";
    assert_eq!(notice.message, expected);
    assert_eq!(notice.location.as_ref().map(|l| (&*l.file, l.line)), Some(("main.tf", 5)));
}

#[test]
fn a_release_whose_values_cannot_be_read_says_what_becomes_of_its_chart() {
    let main = "resource \"helm_release\" \"r\" {\n  name = \"r\"\n  chart = \"./charts/web\"\n  values = [\"a: [\"]\n}\n";
    let found = scan("charts", &[("main.tf", main)]);
    let file = found.files.iter().find(|f| &*f.file == "charts/web/templates/deployment.yaml");
    let cause = &file.unwrap().cause;
    assert!(cause.starts_with("helm_release.r installs it and has values"), "{cause}");
}
