//! Which names a credential stands under.

/// Words that end a name which speaks *about* a credential instead of holding one.
const ABOUT: &[&str] = &[
    "age",
    "algorithm",
    "arn",
    "attempts",
    "class",
    "column",
    "count",
    "created",
    "description",
    "dir",
    "enabled",
    "endpoint",
    "env",
    "error",
    "exists",
    "expiration",
    "expire",
    "expires",
    "expiry",
    "expression",
    "field",
    "file",
    "filename",
    "form",
    "format",
    "header",
    "hint",
    "host",
    "id",
    "ids",
    "info",
    "input",
    "issuer",
    "label",
    "length",
    "lifetime",
    "limit",
    "link",
    "location",
    "manager",
    "max",
    "message",
    "min",
    "minutes",
    "mode",
    "name",
    "names",
    "only",
    "page",
    "param",
    "parameter",
    "path",
    "pattern",
    "placeholder",
    "policy",
    "prefix",
    "prompt",
    "provider",
    "ref",
    "regex",
    "required",
    "reset",
    "resource",
    "role",
    "rotation",
    "route",
    "scheme",
    "seconds",
    "selector",
    "service",
    "size",
    "source",
    "status",
    "store",
    "suffix",
    "template",
    "text",
    "title",
    "ttl",
    "type",
    "uri",
    "url",
    "user",
    "username",
    "valid",
    "validator",
    "version",
    "visible",
];

/// Words that hold a credential when a name ends with them, also as the tail of a joined word (`mypassword`).
const TAILS: &[&str] = &[
    "accesskey",
    "apikey",
    "apitoken",
    "authkey",
    "authtoken",
    "clientsecret",
    "credential",
    "credentials",
    "masterkey",
    "passphrase",
    "passwd",
    "password",
    "privatekey",
    "pwd",
    "secret",
    "secretkey",
    "token",
];

/// Two words that together hold a credential.
const PAIRS: &[(&str, &str)] = &[
    ("access", "key"),
    ("account", "key"),
    ("api", "key"),
    ("app", "key"),
    ("auth", "key"),
    ("client", "key"),
    ("encryption", "key"),
    ("encrypt", "key"),
    ("license", "key"),
    ("master", "key"),
    ("private", "key"),
    ("secret", "key"),
    ("service", "key"),
    ("shared", "key"),
    ("signing", "key"),
    ("storage", "key"),
    ("jwt", "key"),
    ("connection", "string"),
    ("db", "pass"),
    ("database", "pass"),
    ("mysql", "pass"),
    ("redis", "pass"),
    ("smtp", "pass"),
    ("root", "pass"),
    ("user", "pass"),
    ("admin", "pass"),
];

/// Does a credential stand under `name`? `DB_PASSWORD`, `apiKey` and `client-secret` do;
/// `passwordPolicy`, `secretName`, `token_url` and `public_key` do not.
pub fn is_credential_name(name: &str) -> bool {
    let words = words(name);
    let Some(last) = words.last() else { return false };
    let last = last.trim_end_matches(|c: char| c.is_ascii_digit());
    if words.iter().any(|w| w == "public") || ABOUT.contains(&last) {
        return false;
    }
    let before = words.len().checked_sub(2).and_then(|i| words.get(i)).map_or("", String::as_str);
    if last == "value" {
        return TAILS.contains(&before);
    }
    TAILS.iter().any(|t| last.ends_with(t)) || PAIRS.contains(&(before, last))
}

/// Does `name` speak of a password, whose value people choose themselves?
pub(super) fn is_password_name(name: &str) -> bool {
    words(name).iter().any(|w| w.contains("pass") || w.ends_with("pwd"))
}

/// The words of a name in lower case: `dbPassword`, `DB_PASSWORD` and `db-password` are `db`, `password`.
pub(super) fn words(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut lower_before = false;
    for c in name.chars().take(200) {
        let boundary = !c.is_alphanumeric() || (c.is_uppercase() && lower_before);
        if boundary && words.last().is_some_and(|w| !w.is_empty()) {
            words.push(String::new());
        }
        if c.is_alphanumeric()
            && let Some(word) = words.last_mut()
        {
            word.extend(c.to_lowercase());
        }
        lower_before = c.is_lowercase();
    }
    words.retain(|w| !w.is_empty());
    words
}
