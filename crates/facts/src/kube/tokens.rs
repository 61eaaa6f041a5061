//! Whose token a pod holds.

use ringfort_model::Value;
use ringfort_model::kube::Workload;

use crate::Facts;

/// Does a pod of `workload` get the token of its ServiceAccount mounted? The pod decides, else the
/// ServiceAccount, else the API's default, which is yes. Unknown where an account of its own was not read.
pub fn mounts_token(workload: &Workload, facts: &Facts) -> Value<bool> {
    match &workload.pod.automount {
        Value::Set(Some(mounts), at) => return Value::Set(*mounts, *at),
        Value::Unknown(at, cause) => return Value::Unknown(*at, cause.clone()),
        Value::Set(None, _) | Value::Default(..) => {}
    }
    let at = workload.pod.automount.span();
    match facts.kube.service_account(&facts.model.kube, workload) {
        Some(account) => Value::bool(account.at("automountServiceAccountToken"), true),
        None if workload.pod.service_account.is(&"default".to_owned()) => Value::Default(true, at),
        None => {
            Value::Unknown(at, "the ServiceAccount, which may switch it off, was not read".into())
        }
    }
}
