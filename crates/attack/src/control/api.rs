//! How the API server treats callers without credentials.

use ringfort_facts::Facts;
use ringfort_facts::kube::ComponentKind;
use ringfort_model::Value;

use super::{Control, Controls, Standing};

impl Controls<'_> {
    /// Does the API server refuse callers without credentials? The default is that it takes them
    /// (kube-apiserver, `--anonymous-auth=true`).
    pub fn anonymous_auth(&self) -> Control {
        self.once("cluster/anonymous-auth-disabled", "the API server", anonymous_auth)
    }
}

fn anonymous_auth(facts: &Facts) -> Standing {
    if let Some(standing) = configured(facts) {
        return standing;
    }
    let servers = facts.kube.components.iter().filter(|c| c.kind == ComponentKind::ApiServer);
    let mut refused = None;
    for server in servers {
        match server.value("anonymous-auth") {
            Value::Set(text, at) if text == "false" => refused = Some(at),
            Value::Unknown(at, cause) => return Standing::Unknown(at, cause),
            Value::Set(_, at) | Value::Default(_, at) => return Standing::Absent(Some(at)),
        }
    }
    match refused {
        Some(at) => Standing::InPlace(at, "--anonymous-auth=false".into()),
        None => Standing::Absent(None),
    }
}

/// An AuthenticationConfiguration decides before the flag (Kubernetes documentation, "Authenticating",
/// anonymous requests).
fn configured(facts: &Facts) -> Option<Standing> {
    let configuration = facts.objects("AuthenticationConfiguration").next()?;
    if configuration.at("anonymous").is_absent() {
        return None;
    }
    let enabled = Value::bool(configuration.at("anonymous.enabled"), false);
    let conditions = configuration.at("anonymous.conditions").list();
    Some(match enabled {
        Value::Unknown(at, cause) => Standing::Unknown(at, cause),
        Value::Set(false, at) | Value::Default(false, at) => {
            Standing::InPlace(at, "anonymous requests are off".into())
        }
        Value::Set(true, at) | Value::Default(true, at) if conditions.is_empty() => {
            Standing::Absent(Some(at))
        }
        Value::Set(true, at) | Value::Default(true, at) => {
            Standing::InPlace(at, "anonymous requests reach named paths only".into())
        }
    })
}
