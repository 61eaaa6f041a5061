//! JSON whose content decides what it is.

use ringfort_syntax::json;

use crate::parse::Parsed;
use crate::read::Input;
use crate::yaml;

/// Parses a JSON text.
pub(crate) fn parse(input: &Input, text: &str) -> Parsed {
    let root = match json::parse(input.source, text) {
        Ok(root) => root,
        Err(error) => return Parsed { errors: vec![error], ..Parsed::default() },
    };
    let mut parsed = Parsed::default();
    yaml::sort_in(input, root, &mut parsed);
    yaml::set_up(input, text, &mut parsed);
    if parsed.format.is_none() {
        parsed.unread = Some("JSON of no known kind (searched for secrets only)".into());
    }
    parsed
}
