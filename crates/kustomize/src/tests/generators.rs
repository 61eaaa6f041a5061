//! Generated names and what a later generator does to an object.

use super::{Files, text};
use crate::hash;

/// Source: the hashes that kustomize's own tests expect.
#[test]
fn hashes_are_the_tool_s() {
    let config = "kind: ConfigMap\n";
    let secret = "kind: Secret\ntype: my-type\n";
    let table = [
        (config, "", "6ct58987ht"),
        (config, "data: {one: ''}", "9g67k2htb6"),
        (config, "data: {two: 2, one: '', three: 3}", "7757f9kkct"),
        (config, "binaryData: {one: ''}", "6mtk2m274t"),
        (config, "data: {one: ''}\nbinaryData: {two: ''}", "698h7c7t9m"),
        (secret, "", "5gmgkf8578"),
        (secret, "data: {one: ''}", "74bd68bm66"),
        (secret, "data: {two: 2, one: '', three: 3}", "4gf75c7476"),
    ];
    for (head, data, expected) in table {
        let parsed = ringfort_syntax::yaml::parse(crate::SourceId(0), &format!("{head}{data}\n"));
        let found = hash::of(&parsed.documents[0].root);
        assert_eq!(found.as_deref(), Some(expected), "{head}{data}");
    }
}

/// Source: the names in the Kubernetes documentation on kustomize.
#[test]
fn generated_names_end_in_the_documented_hash() {
    let overlay = "configMapGenerator:\n- {name: example-configmap-1, files: [application.properties]}\n- {name: example-configmap-2, literals: [FOO=Bar]}\n- {name: example-configmap-3, envs: [.env], options: {disableNameSuffixHash: true}}\nsecretGenerator:\n- {name: example-secret-1, files: [password.txt]}\n- {name: plain, literals: [\"password='secret'\"], options: {disableNameSuffixHash: true}}\n- {name: db-user-pass, files: [username.txt, pass/password.txt]}\n";
    let files = Files::new(&[
        ("kustomization.yaml", overlay),
        ("application.properties", "FOO=Bar\n"),
        ("username.txt", "admin"),
        ("pass/password.txt", "1f2d1e2e67df"),
        (".env", "# no\n\n  A= b \nHOME\n"),
        ("password.txt", "username=admin\npassword=secret\n"),
    ]);
    let out = files.resolve("");
    assert_eq!(out.problems, []);
    let names: Vec<String> = out.objects.iter().map(|o| text(o, "metadata.name")).collect();
    assert_eq!(
        names,
        [
            "example-configmap-1-8mbdf7882g",
            "example-configmap-2-g2hdhfc6tk",
            "example-configmap-3",
            "example-secret-1-t2kt65hgtb",
            "plain",
            "db-user-pass-96mffmfh4k",
        ]
    );
    assert_eq!(text(&out.objects[2], "data.A"), " b ");
    assert!(
        matches!(out.objects[2].at("data.HOME").span(), s if files.written(s).contains(".env"))
    );
    assert!(out.objects[2].at("data.HOME").is_unknown());
    let plain = &out.objects[4];
    assert_eq!(text(plain, "stringData.password"), "secret");
    assert_eq!(text(plain, "type"), "Opaque");
}

#[test]
fn later_generators_merge_replace_and_decide_on_the_hash() {
    let base =
        "configMapGenerator:\n- {name: c, literals: [A=1, B=2], options: {labels: {x: y}}}\n";
    // Generator entry of the overlay, its options; then A, B, C, and whether the name has a hash.
    let table = [
        ("{name: c, behavior: merge, literals: [B=3, C=4]}", "", "1 3 4", true),
        ("{name: c, behavior: replace, literals: [C=4]}", "", "  4", true),
        ("{name: c, behavior: merge, options: {disableNameSuffixHash: true}}", "", "1 2 ", false),
        (
            "{name: c, behavior: merge, options: {disableNameSuffixHash: false}}",
            "generatorOptions: {disableNameSuffixHash: true}\n",
            "1 2 ",
            false,
        ),
    ];
    for (entry, options, data, hashed) in table {
        let overlay = format!("resources: [../base]\nconfigMapGenerator: [{entry}]\n{options}");
        let files =
            Files::new(&[("base/kustomization.yaml", base), ("o/kustomization.yaml", &overlay)]);
        let out = files.resolve("o");
        assert_eq!(out.problems, [], "{entry}");
        let object = &out.objects[0];
        let found = ["A", "B", "C"].map(|k| text(object, &format!("data.{k}"))).join(" ");
        let suffixed = text(object, "metadata.name").len() == "c-0123456789".len();
        assert_eq!((found.as_str(), suffixed), (data, hashed), "{entry}");
        assert_eq!(text(object, "metadata.labels.x"), "y");
    }
}
