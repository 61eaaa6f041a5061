use proptest::prelude::*;

use super::{Certainty, formats, is_credential_name, judge, redact, scan};

#[test]
fn every_format_finds_its_example_and_not_its_filler() {
    for format in formats::all() {
        assert!(format.regex().is_some(), "{} does not compile", format.id);
        let example = format.example.replace('·', "");
        let kinds: Vec<&str> = scan(&example).iter().map(|h| h.kind).collect();
        assert!(!kinds.is_empty(), "{}: {example} gave nothing", format.id);
        let hits = scan(&"x".repeat(example.len()));
        assert!(hits.is_empty(), "{}", format.id);
    }
}

#[test]
fn values_are_judged_with_their_names() {
    use Certainty::{Likely, Possible};
    let table = [
        ("password", "hunter2", Some(Possible)),
        ("POSTGRES_PASSWORD", "changeme", Some(Possible)),
        ("password", "password", Some(Possible)),
        ("api_key", "9f8e7d6c5b4a39281706f5e4d3c2b1a0", Some(Likely)),
        ("clientSecret", "Zx8vQ2mN5kP1rT7wY4bD", Some(Likely)),
        ("SECRET_KEY", "dev-secret-change-me", Some(Possible)),
        ("DATABASE_URL", "postgres://app:s3cr3tpw@db:5432/app", Some(Likely)),
        ("url", "postgres://app:${DB_PASSWORD}@db:5432/app", None),
        ("url", "postgres://db:5432/app", None),
        ("url", "http://localhost:8000/path@2", None),
        ("password", "${DB_PASSWORD}", None),
        ("password", "{{ .Values.password }}", None),
        ("password", "<password>", None),
        ("password", "your-password-here", None),
        ("password", "xxxxxxxx", None),
        ("password", "", None),
        ("password", "/run/secrets/db", None),
        ("password", "db-password", None),
        ("token", "DB_TOKEN", None),
        ("secret", "arn:aws:secretsmanager:eu-west-1:123456789012:secret:db", None),
        ("secretName", "app-tls-2f8a91c3d4", None),
        ("token_url", "https://login.example.com/oauth/token", None),
        ("max_tokens", "4096", None),
        ("access_token_expire_minutes", "30", None),
        ("secret_key", "true", None),
        ("api_key", "os.environ", None),
        ("access_key", "AKIAIOSFODNN7EXAMPLE", None),
        ("secret_key", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", None),
        ("digest", "9f8e7d6c5b4a39281706f5e4d3c2b1a09f8e7d6c", None),
        ("password", "$2b$12$abcdefghijklmnopqrstuv", None),
        ("port", "5432", None),
    ];
    for (name, value, expected) in table {
        assert_eq!(judge(Some(name), value).map(|h| h.certainty), expected, "{name} = {value}");
    }
}

#[test]
fn names_of_credentials() {
    let yes = [
        "DB_PASSWORD",
        "apiKey",
        "client-secret",
        "mypassword",
        "db.password",
        "AWS_SECRET_ACCESS_KEY",
        "token",
        "STRIPE_API_KEY",
        "password2",
    ];
    let no = [
        "secretName",
        "passwordPolicy",
        "token_url",
        "public_key",
        "key",
        "tokenizer",
        "username",
        "existingSecretRef",
        "monkey",
        "AWS_ACCESS_KEY_ID",
        "",
    ];
    for name in yes {
        assert!(is_credential_name(name), "{name}");
    }
    for name in no {
        assert!(!is_credential_name(name), "{name}");
    }
}

#[test]
fn whole_files_are_scanned() {
    let table = [
        ("password = \"hunter2\"\n", 1),
        ("a: 1\ndb_password: s3cr3t!x\nb: 2\n", 1),
        ("DB_PASSWORD=hunter22\n", 1),
        ("password = get_password()\npassword = settings.password\npassword: str\n", 0),
        ("password = os.environ[\"DB_PASSWORD\"]\n", 0),
        ("token = request.headers.get(\"X-Token\")\n", 0),
        ("secretKeyRef:\n  name: db\n  key: password\n", 0),
        ("const password = process.env.PASSWORD || \"not-set\"\n", 0),
        (
            "-----BEGIN PUBLIC KEY-----\nMIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA\n-----END PUBLIC KEY-----\n",
            0,
        ),
    ];
    for (text, count) in table {
        assert_eq!(scan(text).len(), count, "{text} {:?}", scan(text));
    }
    let header = format!("-----BEGIN RSA {} KEY-----", "PRIVATE");
    let body = "MIIEowIBAAKCAQEA0Z3VS5JJcds3xfn/ygWyF8PbnGy0AHB7MaVeKyyfoYtqMDS6".repeat(3);
    let text = format!("{header}\n{body}\n-----END RSA KEY-----\n");
    assert_eq!(scan(&text).iter().map(|h| h.kind).collect::<Vec<_>>(), ["private-key"]);
}

#[test]
fn redaction_shows_little() {
    assert_eq!(
        (redact("hunter2").as_str(), redact("ghp_1234567890abcdef").as_str()),
        ("****", "ghp_****")
    );
}

proptest! {
    #[test]
    fn hits_lie_on_character_boundaries(text in "(\\PC|\n|password|token=|\"|secret: |AKIA|://|:AA|@|-----BEGIN ){0,60}") {
        for hit in scan(&text) {
            prop_assert!(text.get(hit.range.clone()).is_some());
        }
        let _ = (judge(Some("password"), &text), judge(None, &text), redact(&text));
    }
}
