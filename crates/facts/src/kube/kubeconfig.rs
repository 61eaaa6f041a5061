//! Credentials in a kubeconfig, and whom the API server takes their bearer for: the subject of a client certificate
//! (common name and organisations) or of a ServiceAccount's token. Source: Kubernetes documentation, "Authenticating".

use ringfort_source::{Node, Span};

use crate::encoding::{base64, base64_text};

/// The first credential of one user of a kubeconfig. Its text is not shown.
#[derive(Clone, Debug)]
pub struct Login<'a> {
    /// How the file calls the user.
    pub name: &'a str,
    /// The field that holds the credential.
    pub field: &'static str,
    /// Where it stands.
    pub at: Span,
    user: &'a Node,
    text: &'a str,
}

/// Whom the API server takes the bearer of a credential for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bearer {
    /// The user name.
    pub user: String,
    /// Groups, beside those that every user of the kind is in.
    pub groups: Vec<String>,
}

const FIELDS: &[&str] =
    &["client-key-data", "token", "password", "auth-provider.config.access-token"];

/// The users of the kubeconfig `root` whose credential is written in it.
pub fn logins(root: &Node) -> impl Iterator<Item = Login<'_>> {
    root.at("users").list().iter().filter_map(login)
}

fn login(entry: &Node) -> Option<Login<'_>> {
    let user = entry.at("user").node()?;
    let name = entry.at("name").str().unwrap_or("");
    FIELDS.iter().find_map(|field| {
        let at = user.at(field);
        let text = at.str().filter(|t| is_real(t))?;
        Some(Login { name, field, at: at.span(), user, text })
    })
}

/// Not empty, not a variable and not a placeholder.
fn is_real(text: &str) -> bool {
    let text = text.trim();
    !text.is_empty()
        && !text.starts_with(['<', '$', '{'])
        && !matches!(text, "REDACTED" | "DATA+OMITTED")
}

impl Login<'_> {
    /// Whom the credential stands for; `None` where it does not say.
    pub fn bearer(&self) -> Option<Bearer> {
        match self.field {
            "client-key-data" => certified(self.user.at("client-certificate-data").str()?),
            "token" => token(self.text),
            _ => None,
        }
    }
}

/// The subject that a token of the cluster's own names (RFC 7519, `sub`).
fn token(text: &str) -> Option<Bearer> {
    let payload = base64_text(text.trim().split('.').nth(1)?)?;
    let (_, after) = payload.split_once("\"sub\"")?;
    let value = after.trim_start().strip_prefix(':')?.trim_start().strip_prefix('"')?;
    let (subject, _) = value.split_once('"')?;
    let of_account = subject.starts_with("system:serviceaccount:");
    of_account.then(|| Bearer { user: subject.to_owned(), groups: vec![] })
}

/// The subject of a certificate: its common name is the user, its organisations the groups.
fn certified(data: &str) -> Option<Bearer> {
    let pem = base64_text(data)?;
    let (_, body) = pem.split_once("-----BEGIN CERTIFICATE-----")?;
    let der = base64(body.split_once("-----END")?.0)?;
    // RFC 5280: Certificate > TBSCertificate > version?, serial, algorithm, issuer, validity, subject.
    let certificate = elements(&der).next()?.body;
    let fields = elements(elements(certificate).next()?.body);
    let subject = fields.filter(|e| e.tag != VERSION).nth(4)?;
    let mut bearer = Bearer::default();
    for set in elements(subject.body) {
        for pair in elements(set.body) {
            let mut parts = elements(pair.body);
            let (Some(kind), Some(value)) = (parts.next(), parts.next()) else { continue };
            let value = String::from_utf8_lossy(value.body).into_owned();
            match kind.body {
                COMMON_NAME => bearer.user = value,
                ORGANISATION => bearer.groups.push(value),
                _ => {}
            }
        }
    }
    (!bearer.user.is_empty()).then_some(bearer)
}

/// The tag of the version, which may be missing.
const VERSION: u8 = 0xa0;
/// 2.5.4.3
const COMMON_NAME: &[u8] = &[0x55, 0x04, 0x03];
/// 2.5.4.10
const ORGANISATION: &[u8] = &[0x55, 0x04, 0x0a];

/// One element of DER (X.690).
struct Element<'a> {
    tag: u8,
    body: &'a [u8],
}

/// The elements that follow one another in `bytes`, up to the first that is broken.
fn elements(mut bytes: &[u8]) -> impl Iterator<Item = Element<'_>> {
    std::iter::from_fn(move || {
        let (tag, rest) = bytes.split_first()?;
        let (first, rest) = rest.split_first()?;
        let long = usize::from(*first & 0x7f);
        let (length, rest) = if *first < 0x80 {
            (usize::from(*first), rest)
        } else if long <= 4 {
            let (size, rest) = rest.split_at_checked(long)?;
            (size.iter().fold(0, |n, b| n << 8 | usize::from(*b)), rest)
        } else {
            return None;
        };
        let (body, rest) = rest.split_at_checked(length)?;
        bytes = rest;
        Some(Element { tag: *tag, body })
    })
}

#[cfg(test)]
mod tests {
    use ringfort_source::{Entry, Kind, SourceId, Span};

    use super::*;

    /// `O=system:masters, CN=kubernetes-admin`, signed by itself.
    const CERTIFICATE: &str = "LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0tCk1JSUJ2ekNDQVdXZ0F3SUJBZ0lVU1BzbmJXTHJCSm5KVWFKYlNBZm13Y2pJbTNvd0NnWUlLb1pJemowRUF3SXcKTkRFWE1CVUdBMVVFQ2d3T2MzbHpkR1Z0T20xaGMzUmxjbk14R1RBWEJnTlZCQU1NRUd0MVltVnlibVYwWlhNdApZV1J0YVc0d0lCY05Nall4TVRJeU1Ea3pNekV6V2hnUE1qRXlOakV3TWprd09UTXpNVE5hTURReEZ6QVZCZ05WCkJBb01Ebk41YzNSbGJUcHRZWE4wWlhKek1Sa3dGd1lEVlFRRERCQnJkV0psY201bGRHVnpMV0ZrYldsdU1Ga3cKRXdZSEtvWkl6ajBDQVFZSUtvWkl6ajBEQVFjRFFnQUVUTEw1bGxuSHU1Q2pmNFFKYWZWY2RHUHhLaGk0RlVHaApzamI3M1gxLzlvMUo4ck52N0VHL1hIb1NlM0tLL21TMlJsKzNXbGgvZ1R6Q2MybHViRXpKQWFOVE1GRXdIUVlEClZSME9CQllFRk4wZkdRTTR2NXZpaW91alNHUkt5QzNhN0Z3dE1COEdBMVVkSXdRWU1CYUFGTjBmR1FNNHY1dmkKaW91alNHUkt5QzNhN0Z3dE1BOEdBMVVkRXdFQi93UUZNQU1CQWY4d0NnWUlLb1pJemowRUF3SURTQUF3UlFJaApBSVdYVVNhTmxjSWJ2OHpFYVRoTXJTVHUvdkl1bUFVVUR3SUFoeVZXQXcxaEFpQTB0U1BEMUtvM0RPTTk3UTB1ClQrTi9kSmpKckFMUk5xZFdITWRNMXk1UnFnPT0KLS0tLS1FTkQgQ0VSVElGSUNBVEUtLS0tLQo=";
    /// A token whose subject is `system:serviceaccount:shop:deployer`.
    const TOKEN: &str = "eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJrdWJlcm5ldGVzL3NlcnZpY2VhY2NvdW50Iiwic3ViIjoic3lzdGVtOnNlcnZpY2VhY2NvdW50OnNob3A6ZGVwbG95ZXIifQ.c2lnbmF0dXJl";

    fn map(entries: &[(&str, Node)]) -> Node {
        let span = Span::file(SourceId(0));
        let entry = |(key, value): &(&str, Node)| Entry {
            key: (*key).into(),
            key_span: span,
            value: value.clone(),
        };
        Node::new(span, Kind::Map(entries.iter().map(entry).collect()))
    }

    fn text(value: &str) -> Node {
        Node::new(Span::file(SourceId(0)), Kind::Str(value.into()))
    }

    fn config(user: &[(&str, &str)]) -> Node {
        let fields: Vec<(&str, Node)> = user.iter().map(|(k, v)| (*k, text(v))).collect();
        let user = map(&[("name", text("me")), ("user", map(&fields))]);
        map(&[("users", Node::new(user.span, Kind::Seq(vec![user])))])
    }

    /// Fields of a user entry, the user and the groups that they stand for.
    type Row<'a> = (&'a [(&'a str, &'a str)], Option<&'a str>, &'a [&'a str]);

    #[test]
    fn credentials_say_whom_they_stand_for() {
        let broken = "LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0tCk1JSUI=";
        let masters: &[&str] = &["system:masters"];
        let table: [Row<'_>; 5] = [
            (
                &[("client-certificate-data", CERTIFICATE), ("client-key-data", "a2V5")],
                Some("kubernetes-admin"),
                masters,
            ),
            (&[("token", TOKEN)], Some("system:serviceaccount:shop:deployer"), &[]),
            (&[("token", "abcdef.0123456789abcdef")], None, &[]),
            (&[("client-certificate-data", broken), ("client-key-data", "a2V5")], None, &[]),
            (&[("password", "hunter2")], None, &[]),
        ];
        for (user, name, groups) in table {
            let root = config(user);
            let bearer = logins(&root).next().expect("a credential").bearer();
            assert_eq!(bearer.as_ref().map(|b| &*b.user), name, "{user:?}");
            assert_eq!(bearer.map_or(vec![], |b| b.groups), groups, "{user:?}");
        }
    }

    #[test]
    fn what_is_no_credential_is_left_out() {
        for user in [("token", "${TOKEN}"), ("token", "REDACTED"), ("exec", "aws"), ("token", "")] {
            assert!(logins(&config(&[user])).next().is_none(), "{user:?}");
        }
    }
}
