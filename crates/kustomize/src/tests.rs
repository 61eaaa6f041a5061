mod generators;
mod references;
mod replacements;

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;

/// A small tree of files.
struct Files(BTreeMap<&'static str, (SourceId, Arc<str>)>);

impl Files {
    fn new(files: &[(&'static str, &str)]) -> Self {
        let entry = |(i, (path, text)): (usize, &(&'static str, &str))| {
            (*path, (SourceId(u32::try_from(i).unwrap_or(0)), Arc::from(*text)))
        };
        Self(files.iter().enumerate().map(entry).collect())
    }

    fn resolve(&self, dir: &str) -> Rendered {
        resolve(dir, &|path| self.0.get(path).cloned())
    }

    /// The text under a span, with its file.
    fn written(&self, span: Span) -> String {
        let file = self.0.iter().find(|(_, (id, _))| *id == span.source);
        file.map_or(String::new(), |(path, (_, t))| format!("{path}: {}", &t[span.range()]))
    }
}

const DEPLOYMENT: &str = "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec:\n  replicas: 1\n  template:\n    spec:\n      serviceAccountName: web\n      containers:\n        - name: app\n          image: ghcr.io/x/app:1\n          env: [{name: A, value: '1'}]\n          ports: [{containerPort: 80}]\n          envFrom: [{configMapRef: {name: conf}}]\n        - {name: side, image: side}\n";

fn base(overlay: &str) -> Files {
    Files::new(&[
        (
            "base/kustomization.yaml",
            "resources: [web.yaml, sa.yaml]\nconfigMapGenerator: [{name: conf, literals: [K=V]}]\n",
        ),
        ("base/web.yaml", DEPLOYMENT),
        ("base/sa.yaml", "apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: web}\n"),
        ("prod/kustomization.yaml", overlay),
        (
            "prod/patch.yaml",
            "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec:\n  template:\n    spec:\n      containers:\n      - name: app\n        env: [{name: B, value: '2'}, {name: A, $patch: delete}]\n        securityContext: {privileged: true}\n      - name: side\n        $patch: delete\n",
        ),
    ])
}

fn text(node: &Node, path: &str) -> String {
    node.at(path).node().and_then(Node::scalar).unwrap_or_default()
}

#[test]
fn strategic_patches_merge_by_key_and_keep_their_lines() {
    let files = base("resources: [../base]\npatches: [{path: patch.yaml}]\n");
    let out = files.resolve("prod");
    assert_eq!(out.problems, []);
    let web = &out.objects[0];
    let containers = web.at("spec.template.spec.containers").list();
    assert_eq!(containers.len(), 1);
    let env = containers[0].at("env").list();
    assert_eq!((env.len(), text(&env[0], "name")), (1, "B".into()));
    let privileged = containers[0].at("securityContext.privileged");
    assert_eq!(files.written(privileged.span()), "prod/patch.yaml: true");
    assert_eq!(files.written(containers[0].at("image").span()), "base/web.yaml: ghcr.io/x/app:1");
    assert!(out.used.contains("base/web.yaml") && out.used.contains("prod/patch.yaml"));
}

#[test]
fn inline_patches_point_into_their_block() {
    let overlay = "resources: [../base]\npatches:\n- target: {kind: Deploy.*, name: web}\n  patch: |-\n    - op: replace\n      path: /spec/replicas\n      value: 7\n    - op: test\n      path: /spec/template/spec/containers/0/name\n      value: app\n    - op: copy\n      from: /spec/replicas\n      path: /spec/revisionHistoryLimit\n- target: {kind: Deployment}\n  patch: |-\n    kind: any\n    metadata: {name: any, annotations: {a: b}}\n";
    let files = base(overlay);
    let out = files.resolve("prod");
    assert_eq!(out.problems, []);
    let web = &out.objects[0];
    assert_eq!(text(web, "spec.revisionHistoryLimit"), "7");
    assert_eq!(files.written(web.at("spec.replicas").span()), "prod/kustomization.yaml: 7");
    assert_eq!(
        (text(web, "metadata.annotations.a"), text(web, "metadata.name")),
        ("b".into(), "web".into())
    );
}

#[test]
fn names_namespaces_labels_images_and_replicas_follow() {
    let overlay = "resources: [../base]\nnamespace: shop\nnamePrefix: p-\nnameSuffix: -s\ncommonLabels: {team: t}\nimages: [{name: ghcr.io/x/app, newTag: '2', newName: reg/app}]\nreplicas: [{name: web, count: 3}]\nconfigMapGenerator: [{name: conf, behavior: merge, literals: [L=W]}]\n";
    let files = base(overlay);
    let out = files.resolve("prod");
    assert_eq!(out.problems, []);
    let [web, account, conf] = &out.objects[..] else { panic!("three objects") };
    let table = [
        (web, "metadata.name", "p-web-s"),
        (web, "metadata.namespace", "shop"),
        (web, "spec.replicas", "3"),
        (web, "spec.template.spec.serviceAccountName", "p-web-s"),
        (web, "spec.template.metadata.labels.team", "t"),
        (web, "spec.selector.matchLabels.team", "t"),
        (web, "spec.template.spec.containers.image", "reg/app:2"),
        (web, "spec.template.spec.containers.envFrom.configMapRef.name", "p-conf-s-gg79cbt8b9"),
        (account, "metadata.name", "p-web-s"),
        (conf, "metadata.name", "p-conf-s-gg79cbt8b9"),
        (conf, "data.K", "V"),
        (conf, "data.L", "W"),
    ];
    for (object, path, expected) in table {
        assert_eq!(text(object, path), expected, "{path}");
    }
    let replicas = web.at("spec.replicas").span();
    assert_eq!(files.written(replicas), "prod/kustomization.yaml: 3");
}

#[test]
fn components_change_what_is_there() {
    let files = Files::new(&[
        ("a/kustomization.yml", "resources: [w.yaml]\ncomponents: [../c]\n"),
        ("a/w.yaml", DEPLOYMENT),
        (
            "c/kustomization.yaml",
            "kind: Component\npatches: [{patch: '[{op: remove, path: /spec/replicas}]', target: {labelSelector: '!x', kind: Deployment}}]\n",
        ),
    ]);
    let out = files.resolve("a");
    assert_eq!(out.problems, []);
    assert!(out.objects[0].at("spec.replicas").is_absent());
}

#[test]
fn whole_objects_can_be_deleted() {
    let overlay = "resources: [../base]\npatchesStrategicMerge:\n- |-\n  apiVersion: v1\n  kind: ServiceAccount\n  metadata: {name: web}\n  $patch: delete\n";
    let out = base(overlay).resolve("prod");
    assert_eq!((out.objects.len(), out.problems.len()), (2, 0));
}

#[test]
fn nothing_is_lost_silently() {
    use ProblemKind::{Cycle, Invalid, Missing, NoMatch, Remote, Unsupported};
    let patch = "resources: [../base]\npatches: [{patch: '[{op: test, path: /kind, value: X}]', target: {kind: Deployment}}]\n";
    let table = [
        ("resources: [nope.yaml]\n", Missing),
        ("resources: [../prod]\n", Cycle),
        ("resources: ['https://github.com/x/y?ref=v1']\n", Remote),
        ("resources: [../base]\npatches: [{patch: '{}', target: {name: none}}]\n", NoMatch),
        ("resources: [../base]\npatches: [{patch: '{}', target: {name: '('}}]\n", Invalid),
        (patch, Invalid),
        ("resources: [../base]\ntransformers: [t.yaml]\n", Unsupported),
        (
            "resources: [../base]\nhelmCharts: [{name: redis, repo: https://charts.example.com}]\n",
            Remote,
        ),
        ("resources: [../base]\nhelmCharts: [{name: redis}]\n", Missing),
        ("resources: [../base]\npatches: [{path: 'https://h/p.yaml'}]\n", Remote),
        ("resources: [../base\n", Invalid),
        ("patches: [{path: nope.yaml}]\n", Missing),
    ];
    for (overlay, expected) in table {
        let out = base(overlay).resolve("prod");
        let kinds: Vec<_> = out.problems.iter().map(|p| p.kind).collect();
        assert_eq!(kinds, [expected], "{overlay}: {:?}", out.problems);
    }
    assert_eq!(base("").resolve("none").problems.len(), 1);
}

#[test]
fn what_a_kustomization_builds_on_is_listed() {
    let root =
        ringfort_syntax::yaml::parse(SourceId(0), "resources: [../base, a.yaml, github.com/x/y]\n");
    let found: Vec<_> =
        references("prod", &root.documents[0].root).into_iter().map(|r| r.0).collect();
    assert_eq!(found, ["base", "prod/a.yaml"]);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 200, ..ProptestConfig::default() })]
    #[test]
    fn any_patch_is_survived(patch in r"(- op: (add|remove|move|copy|replace|test)\n  path: (/spec|/spec/replicas|/a/0|/spec/template/spec/containers/(0|-|9)|)\n  from: /(spec|kind)\n  value: (1|\{a: b\}|\[1\])\n){1,4}") {
        let indented = format!("    {}\n", patch.trim_end().replace('\n', "\n    "));
        let overlay = format!("resources: [../base]\npatches:\n- target: {{kind: Deployment}}\n  patch: |\n{indented}");
        let files = base(&overlay);
        for problem in files.resolve("prod").problems {
            let text = &files.0.values().find(|(id, _)| *id == problem.span.source).expect("a file").1;
            prop_assert!(text.get(problem.span.range()).is_some());
        }
    }
}
