//! Web apps and function apps of Azure: the questions that both answer.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Failure, Safety, Verdict};

use super::settings::{self, Choice, Switch};
use super::{azure, tri};

/// Does the platform authenticate callers? `what` is `web app` or `function app`, here and below.
pub(crate) fn authenticates(on: &Resource, what: &str) -> Verdict {
    let blocks = ["auth_settings_v2", "auth_settings"];
    let answers = ["auth_settings_v2.auth_enabled", "auth_settings.enabled"]
        .map(|path| tri::on(&on.attrs, path, false));
    let path = azure::written(on, &blocks);
    tri::verdict(tri::any(answers), on, path, "callers are authenticated by the platform", || {
        format!("{what} `{}` lets the platform authenticate nobody", on.name)
    })
}

/// Is plain HTTP redirected?
pub(crate) fn redirects_http(on: &Resource, what: &str) -> Verdict {
    let switch = Switch {
        path: "https_only",
        want: true,
        default: false,
        note: "plain HTTP is redirected",
        safety: Some(Safety::Safe),
    };
    switch.judge(on, || format!("{what} `{}` answers plain HTTP", on.name))
}

/// Is TLS 1.2 or later required?
pub(crate) fn requires_tls(on: &Resource, what: &str) -> Verdict {
    let names = ["site_config.minimum_tls_version", "site_config.min_tls_version"];
    let choice = Choice {
        path: azure::written(on, &names),
        good: &["1.2", "1.3"],
        default: "1.2",
        note: "TLS 1.2 or later is required",
        safety: Some(Safety::Safe),
    };
    choice.judge(on, |value| format!("{what} `{}` accepts TLS {value}", on.name))
}

/// Does it speak HTTP/2?
pub(crate) fn speaks_http2(on: &Resource, what: &str) -> Verdict {
    let switch = Switch {
        path: "site_config.http2_enabled",
        want: true,
        default: false,
        note: "HTTP/2 is on",
        safety: Some(Safety::Safe),
    };
    switch.judge(on, || format!("{what} `{}` speaks HTTP/1.1 only", on.name))
}

/// Does its runtime get fixes: is its version, under one of `names`, `oldest` or later?
pub(crate) fn runtime_is_current(
    on: &Resource,
    names: &[&'static str],
    title: &str,
    oldest: (u32, u32),
) -> Verdict {
    let path = azure::written(on, names);
    let is_split = on.at(path).is_absent();
    // `PYTHON|3.12` in the older types.
    let value = on.text(if is_split { "site_config.linux_fx_version" } else { path }, "");
    let Some(text) = value.known() else {
        return settings::unknown(&value).unwrap_or(Verdict::NotApplicable);
    };
    let (runtime, version) =
        if is_split { text.split_once('|').unwrap_or_default() } else { (title, text.as_str()) };
    if !runtime.eq_ignore_ascii_case(title) {
        return Verdict::NotApplicable;
    }
    match azure::version(version) {
        None => Verdict::NotApplicable,
        Some(found) if found >= oldest => Verdict::pass(value.span(), "the runtime gets fixes"),
        Some(_) => {
            let message = format!("`{}` runs {title} {version}, which gets no fixes", on.name);
            Verdict::fail(Failure::new(value.span(), message))
        }
    }
}
