//! What `ringfort.toml` may say, and what is answered when it says something else.

use ringfort_config::{Date, Known, Overrides, Settings};
use ringfort_vocab::{Environment, Meta, Severity};

const FULL: &str = r#"
env = "dev"
fail-on = "medium"
min-severity = "low"
exclude = ["vendor/**"]

[environments.dev]
platform = "docker-desktop"
manifests = ["k8s/overlays/dev"]

[environments.prod]
platform = "eks"
terraform = ["terraform"]
clusters = ["main"]
var-files = ["prod.tfvars"]
values = ["values-prod.yaml"]
workspace = "live"

[environments.prod.variables]
region = "eu-west-1"
replicas = 3
open = false
zones = ["a", "${b}"]
tags = { "Cost Center" = "7", nested = { deep = 1.5 } }

[declared]
image-registries = ["ghcr.io/acme/"]

[covered-elsewhere."cloud/mfa-enforced"]
note = "single sign-on"
reference = "https://wiki.example/sso"
owner = "security"
review = "2026-06-30"

[awareness."cluster/gateway-tls"]
note = "no gateway in development"
owner = "platform"

[accepted-risk."CKV_K8S_16"]
reason = "migration"
owner = "platform"
until = "2026-03-01"

[[ignore]]
check = "container/privileged"
path = "legacy/**"
reason = "retired in spring"

[checks."container/privileged"]
allowed = ["node-exporter"]
"#;

const PRIVILEGED: Meta = Meta::new(
    "container/privileged",
    "Container runs in privileged mode",
    "container/no-privileged",
    Severity::High,
)
.aliases(&["CKV_K8S_16"]);

fn known() -> Known {
    let controls = ["cloud/mfa-enforced", "cluster/gateway-tls", "container/no-privileged"];
    Known::new(controls, [&PRIVILEGED])
}

#[test]
fn a_full_file_is_read() {
    let settings = Settings::parse("ringfort.toml", FULL).expect("valid");
    assert_eq!(settings.environment, Environment::Dev);
    assert!(settings.environment_declared);
    assert_eq!(settings.declared.platform, "docker-desktop");
    assert_eq!((settings.fail_on, settings.min_severity), (Severity::Medium, Severity::Low));
    assert!(settings.excludes("vendor/a/b.tf") && !settings.excludes("src/vendor.tf"));
    assert_eq!(settings.declared.image_registries, ["ghcr.io/acme/"]);
    assert_eq!(settings.covered_elsewhere["cloud/mfa-enforced"].owner, "security");
    assert_eq!(settings.ignore[0].reason, "retired in spring");
    assert_eq!(settings.location(settings.ignore[0].check.at).line, 45);
    assert!(settings.checks["container/privileged"].get("allowed").is_some());
    assert_eq!(settings.validate(&known()), []);
}

#[test]
fn variables_of_an_environment_are_as_one_would_give_them_to_terraform() {
    let settings = Settings::parse("ringfort.toml", FULL).expect("valid");
    let profile = &settings.environments["prod"];
    let told: Vec<&str> = profile.variables.iter().map(|s| s.value.as_str()).collect();
    let want = [
        "region=eu-west-1",
        "replicas=3",
        "open=false",
        r#"zones=["a", "$${b}"]"#,
        r#"tags={"Cost Center" = "7", "nested" = {"deep" = 1.5}}"#,
    ];
    assert_eq!(told, want);
    assert_eq!(profile.workspace.as_ref().map(|w| w.value.as_str()), Some("live"));
}

#[test]
fn flags_outrank_the_file() {
    let settings = Settings::parse("ringfort.toml", FULL).expect("valid");
    let settings = settings.with(Overrides {
        environment: Some(Environment::Prod),
        fail_on: Some(Severity::Critical),
        exclude: vec!["k8s".into()],
        ..Overrides::default()
    });
    assert_eq!(settings.environment, Environment::Prod);
    assert_eq!(settings.declared.platform, "eks");
    assert_eq!(settings.profile.clusters[0].value, "main");
    assert_eq!((settings.fail_on, settings.min_severity), (Severity::Critical, Severity::Low));
    assert!(settings.excludes("k8s/a.yaml") && settings.excludes("vendor/x"));
}

#[test]
fn mistakes_name_line_cause_and_nearest_key() {
    let table = [
        (
            "fail_on = \"high\"",
            "t:1: unknown key `fail_on` in the top level; did you mean `fail-on`?",
        ),
        (
            "fail-on = \"hihg\"",
            "t:1: `fail-on`: unknown severity `hihg` (one of critical, high, medium, low, info); did you mean `high`?",
        ),
        (
            "\nenv = \"production\"",
            "t:2: `env`: unknown environment `production` (there are dev and prod)",
        ),
        ("env = 3", "t:1: `env` must be a text, not a number"),
        ("exclude = \"x\"", "t:1: `exclude` must be a list of texts, not a text"),
        ("exclude = [1]", "t:1: `exclude` holds a number, not a text"),
        (
            "[environments.prd]\nplatform = \"eks\"",
            "t:1: unknown environment `prd` (there are dev and prod); did you mean `prod`?",
        ),
        (
            "[environments.prod]\nplatform = \"ekz\"",
            "t:2: `platform`: unknown platform `ekz` (one of docker-desktop, eks, aks, gke, self-managed); did you mean `eks`?",
        ),
        (
            "[environments.prod]\n\nmanifest = []",
            "t:3: unknown key `manifest` in [environments.prod]; did you mean `manifests`?",
        ),
        (
            "[covered-elsewhere.\"a/b\"]\nreference = \"r\"\nowner = \"o\"",
            "t:1: [covered-elsewhere.\"a/b\"] needs the key `review`",
        ),
        ("[[ignore]]\ncheck = \"a/b\"\nreason = \" \"", "t:3: `reason`: must not be empty"),
        (
            "[[ignore]]\ncheck = \"a/b\"\nreason = \"r\"\nuntil = \"2026-02-30\"",
            "t:4: `until`: `2026-02-30` is not a date (YYYY-MM-DD)",
        ),
        ("ignore = 3", "t:1: `ignore` is a list of tables: write `[[ignore]]`"),
        ("declared = 1", "t:1: [declared] must be a table, not a number"),
    ];
    for (text, expected) in table {
        let errors = Settings::parse("t", text).expect_err(text);
        let said: Vec<String> = errors.iter().map(ToString::to_string).collect();
        assert_eq!(said, [expected], "{text}");
    }
}

#[test]
fn broken_toml_is_an_error_with_its_line() {
    for (text, line) in [("a = 1\nb = ", 2), ("x\u{0}", 1), ("[a", 1), ("a = 1\na = 2", 2)] {
        let errors = Settings::parse("t", text).expect_err(text);
        assert_eq!(errors[0].line, line, "{text}: {}", errors[0]);
    }
    assert!(Settings::parse("t", &"[".repeat(100_000)).is_err());
    assert!(Settings::parse("t", &format!("a = {}", "[".repeat(100_000))).is_err());
}

#[test]
fn ids_that_name_nothing_are_answered_with_the_nearest() {
    let text = "[awareness.\"cluster/gateway-tsl\"]\nnote = \"n\"\nowner = \"o\"\n\n[[ignore]]\n\
                check = \"container/priviliged\"\nreason = \"r\"\n[checks.\"zzz\"]\n";
    let settings = Settings::parse("t", text).expect("well-formed");
    let said: Vec<String> = settings.validate(&known()).iter().map(ToString::to_string).collect();
    assert_eq!(
        said,
        [
            "t:1: unknown control `cluster/gateway-tsl`; did you mean `cluster/gateway-tls`?",
            "t:6: unknown check or control `container/priviliged`; did you mean `container/privileged`?",
            "t:8: unknown check `zzz`; `ringfort controls` and `ringfort checks` list them",
        ]
    );
}

#[test]
fn passed_dates_are_told() {
    let settings = Settings::parse("ringfort.toml", FULL).expect("valid");
    let on = |day| settings.overdue(Date::parse(day).expect("date")).len();
    assert_eq!((on("2026-03-01"), on("2026-03-02"), on("2026-07-01")), (0, 1, 2));
}
