//! Plain manifests: those of other environments are left out.

use ringfort_vocab::FileState;

use crate::environment::Belongs;
use crate::parse::Parsed;
use crate::read::Input;
use crate::{Ledger, Options};

/// Takes the objects of plain manifests of other environments out of `files`: those that the settings give to
/// another one, and, where some manifests lie in a folder named after the judged environment, those in a
/// folder named after another.
pub(crate) fn leave_out(files: &mut [(Input, Parsed)], options: &Options<'_>, ledger: &mut Ledger) {
    let place =
        |input: &Input| input.path.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned();
    let own = files.iter().any(|(input, parsed)| {
        !parsed.objects.is_empty() && options.belongs(&place(input)) == Belongs::ByName
    });
    for (input, parsed) in files.iter_mut().filter(|(_, parsed)| !parsed.objects.is_empty()) {
        let other = if own {
            options.belongs(&place(input)) == Belongs::Other
        } else {
            options.is_declared_elsewhere(&input.path)
        };
        if other {
            let cause =
                format!("belongs to another environment than {}", options.environment.name());
            ledger.lower(&input.path, FileState::NotEvaluated, cause);
            parsed.objects.clear();
        }
    }
}
