use ringfort_model::packages::{Dependency, Origin, Package};

use super::*;

fn dependencies(path: &str, text: &str) -> Vec<String> {
    let out = read(SourceId(0), path, text);
    assert_eq!(out.errors, [], "{path}");
    let show = |d: &Dependency| {
        let pinned = d.pinned.as_deref().unwrap_or("-");
        let dev = if d.dev { " dev" } else { "" };
        format!("{} {pinned} {}{dev}", d.name, d.hashes)
    };
    out.manifest.expect("a manifest").dependencies.iter().map(show).collect()
}

fn packages(path: &str, text: &str) -> Vec<String> {
    let out = read(SourceId(0), path, text);
    assert_eq!(out.errors, [], "{path}");
    let show = |p: &Package| {
        let origin = match &p.origin {
            Origin::Index(_) => "index",
            Origin::Repository { fixed, .. } => {
                if *fixed {
                    "commit"
                } else {
                    "branch"
                }
            }
            Origin::Url(_) => "url",
            Origin::Path(_) => "path",
        };
        format!("{} {} {} {origin}", p.name, p.version.as_deref().unwrap_or("-"), p.hashes)
    };
    out.lock.expect("a lock").packages.iter().map(show).collect()
}

#[test]
fn manifests_give_their_dependencies() {
    let pyproject = "[project]\ndependencies = ['FastAPI>=0.1', 'a==1.0']\n[dependency-groups]\ndev = ['pytest', {include-group = 'x'}]\n[tool.poetry.dependencies]\npython = '^3.12'\nb = '^1'\nc = {version = '1.2', git = 'https://h/c.git'}\n[build-system]\nrequires = ['hatchling']\n";
    assert_eq!(
        dependencies("pyproject.toml", pyproject),
        ["fastapi - 0", "a 1.0 0", "pytest - 0 dev", "hatchling - 0 dev", "b - 0", "c 1.2 0"]
    );
    let requirements = "-r base.txt\nA_b==1 --hash=sha256:x\nc\n";
    assert_eq!(dependencies("app/requirements.txt", requirements), ["a-b 1 1", "c - 0"]);
    let npm = r#"{"dependencies": {"a": "^1.0.0", "b": "1.2.3"}, "devDependencies": {"c": "*"}}"#;
    assert_eq!(dependencies("package.json", npm), ["a - 0", "b 1.2.3 0", "c - 0 dev"]);
}

#[test]
fn locks_give_their_packages() {
    let poetry = "[[package]]\nname = 'A'\nversion = '1'\nfiles = [{file = 'f', hash = 'sha256:x'}, {file = 'g', hash = 'sha256:y'}]\n[[package]]\nname = 'b'\nversion = '2'\nfiles = []\n[package.source]\ntype = 'git'\nurl = 'https://h/b'\nresolved_reference = 'abc'\n";
    assert_eq!(packages("poetry.lock", poetry), ["a 1 2 index", "b 2 0 commit"]);
    let uv = "[[package]]\nname = 'me'\nversion = '0'\nsource = {editable = '.'}\n[[package]]\nname = 'a'\nversion = '1'\nsource = {registry = 'https://pypi.org/simple'}\nsdist = {url = 'u', hash = 'sha256:x'}\nwheels = [{url = 'w', hash = 'sha256:y'}]\n";
    assert_eq!(packages("uv.lock", uv), ["a 1 2 index"]);
    let pipfile = r#"{"default": {"a": {"version": "==1", "hashes": ["sha256:x"]}}, "develop": {"b": {"git": "https://h/b", "ref": "main"}}}"#;
    assert_eq!(packages("Pipfile.lock", pipfile), ["a 1 1 index", "b - 0 branch"]);
    let npm = r#"{"packages": {"": {}, "node_modules/a": {"version": "1", "resolved": "https://r/a.tgz", "integrity": "sha512-x"}, "node_modules/a/node_modules/@s/b": {"version": "2"}}}"#;
    assert_eq!(packages("package-lock.json", npm), ["a 1 1 index", "@s/b 2 0 index"]);
    let old =
        r#"{"dependencies": {"a": {"version": "1", "dependencies": {"b": {"version": "2"}}}}}"#;
    assert_eq!(packages("package-lock.json", old), ["a 1 0 index", "b 2 0 index"]);
}

#[test]
fn mistakes_are_named() {
    let table = [
        ("pyproject.toml", "a = "),
        ("uv.lock", "[["),
        ("package.json", "{"),
        ("requirements.txt", "!"),
    ];
    for (path, text) in table {
        assert_eq!(read(SourceId(0), path, text).errors.len(), 1, "{path}");
    }
    assert_eq!(read(SourceId(0), "yarn.lock", "x"), Packages::default());
}
