//! What follows a name or a namespace.

use super::{Files, text};

const OBJECTS: &str = "apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: app}\n---\napiVersion: rbac.authorization.k8s.io/v1\nkind: Role\nmetadata: {name: reader}\nrules: [{apiGroups: [''], resources: [secrets], resourceNames: [token], verbs: [get]}]\n---\napiVersion: rbac.authorization.k8s.io/v1\nkind: RoleBinding\nmetadata: {name: app}\nroleRef: {kind: Role, name: reader}\nsubjects:\n- {kind: ServiceAccount, name: app}\n- {kind: ServiceAccount, name: app, namespace: elsewhere}\n---\napiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec:\n  template:\n    spec:\n      serviceAccountName: app\n      volumes:\n      - {name: t, secret: {secretName: token}}\n      - {name: c, projected: {sources: [{configMap: {name: conf}}]}}\n      containers:\n      - name: app\n        env: [{name: T, valueFrom: {secretKeyRef: {name: token, key: k}}}]\n---\napiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {name: web}\nspec: {scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}}\n";

#[test]
fn references_follow_names_hashes_and_namespaces() {
    let overlay = "resources: [o.yaml]\nnamespace: shop\nnamePrefix: p-\nsecretGenerator: [{name: token, literals: [k=v]}]\nconfigMapGenerator: [{name: conf, literals: [k=v]}]\n";
    let files = Files::new(&[("kustomization.yaml", overlay), ("o.yaml", OBJECTS)]);
    let out = files.resolve("");
    assert_eq!(out.problems, []);
    let [_, role, binding, web, scaler, conf, token] = &out.objects[..] else {
        panic!("seven objects: {}", out.objects.len())
    };
    let (conf, token) = (text(conf, "metadata.name"), text(token, "metadata.name"));
    assert!(conf.starts_with("p-conf-") && token.starts_with("p-token-"), "{conf} {token}");
    let volumes = web.at("spec.template.spec.volumes").list();
    let subjects = binding.at("subjects").list();
    let names = role.at("rules").list()[0].at("resourceNames").list();
    let table = [
        (text(&subjects[0], "name"), "p-app"),
        (text(&subjects[0], "namespace"), "shop"),
        (text(&subjects[1], "namespace"), "elsewhere"),
        (text(binding, "roleRef.name"), "p-reader"),
        (names[0].scalar().unwrap_or_default(), &token),
        (text(web, "spec.template.spec.serviceAccountName"), "p-app"),
        (text(&volumes[0], "secret.secretName"), &token),
        (text(&volumes[1], "projected.sources.configMap.name"), &conf),
        (text(web, "spec.template.spec.containers.env.valueFrom.secretKeyRef.name"), &token),
        (text(scaler, "spec.scaleTargetRef.name"), "p-web"),
    ];
    for (found, expected) in table {
        assert_eq!(found, expected);
    }
}

#[test]
fn two_bases_with_one_name_stay_apart() {
    let layer = |ns: &str| {
        format!(
            "resources: [../w.yaml]\nnamespace: {ns}\nconfigMapGenerator: [{{name: conf, literals: [N={ns}]}}]\n"
        )
    };
    let web = "apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec: {containers: [{name: a, envFrom: [{configMapRef: {name: conf}}]}]}\n";
    let files = Files::new(&[
        ("a/kustomization.yaml", &layer("a")),
        ("b/kustomization.yaml", &layer("b")),
        ("w.yaml", web),
        ("kustomization.yaml", "resources: [a, b]\n"),
    ]);
    let out = files.resolve("");
    let [web_a, conf_a, web_b, conf_b] = &out.objects[..] else { panic!("four objects") };
    let used = |o| text(o, "spec.containers.envFrom.configMapRef.name");
    assert_eq!(used(web_a), text(conf_a, "metadata.name"));
    assert_eq!(used(web_b), text(conf_b, "metadata.name"));
    assert_ne!(used(web_a), used(web_b));
}

#[test]
fn vars_are_put_in_after_names_are_final() {
    let overlay = "resources: [o.yaml]\nnamePrefix: p-\nvars:\n- {name: HOST, objref: {apiVersion: v1, kind: Service, name: db}}\n- {name: PORT, objref: {kind: Service, name: db}, fieldref: {fieldpath: 'spec.ports[0].port'}}\n- {name: NONE, objref: {kind: Service, name: none}}\n";
    let objects = "apiVersion: v1\nkind: Service\nmetadata: {name: db}\nspec: {ports: [{port: 5432}]}\n---\napiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec: {containers: [{name: a, args: ['--db=$(HOST):$(PORT)', '$(OTHER)', '$(NONE)']}]}\n";
    let files = Files::new(&[("kustomization.yaml", overlay), ("o.yaml", objects)]);
    let out = files.resolve("");
    let args = out.objects[1].at("spec.containers.args").list();
    let found: Vec<_> = args.iter().map(ringfort_source::Node::scalar).collect();
    assert_eq!(found, [Some("--db=p-db:5432".into()), Some("$(OTHER)".into()), None]);
    assert!(args[2].is_unknown());
    assert_eq!(out.problems.len(), 1);
    assert!(files.written(out.problems[0].span).contains("NONE"));
}
