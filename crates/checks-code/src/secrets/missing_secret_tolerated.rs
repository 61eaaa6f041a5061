//! The program stops when a secret is missing.

use ringfort_check::facts::code::{Absent, EnvRead};
use ringfort_check::facts::secrets;
use ringfort_check::model::code::Module;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

/// The program goes on without a secret that it needs.
pub struct MissingSecretTolerated;

impl Check for MissingSecretTolerated {
    const META: Meta = Meta::new(
        "code/missing-secret-tolerated",
        "Program goes on without its secret",
        "code/secrets-loading",
        Severity::Medium,
    )
    .gate()
    .frameworks(&["CWE-636", "CWE-1188"]);
    type On = EnvRead;

    fn run(on: &EnvRead, scene: &Scene<'_>) -> Verdict {
        let test = scene.facts.model.modules.get(on.module).is_some_and(Module::is_test);
        let Some(name) = on.name.as_deref().filter(|n| secrets::is_credential_name(n) && !test)
        else {
            return Verdict::NotApplicable;
        };
        let fail = |what: String| Verdict::fail(Failure::new(on.span, what).key(name));
        match &on.absent {
            Absent::Fails => Verdict::pass(on.span, format!("the program stops without `{name}`")),
            Absent::Nothing => fail(format!("without `{name}` the program goes on with nothing")),
            Absent::Fallback(value) => match value.as_str() {
                Some("") => {
                    fail(format!("without `{name}` the program goes on with an empty text"))
                }
                Some(_) => fail(format!(
                    "without `{name}` the program goes on with a fallback from the code"
                )),
                None => Verdict::unknown(value.span, "the fallback is computed"),
            },
        }
    }
}
