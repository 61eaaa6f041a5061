//! Values that are not known, as names of principals.

use ringfort_model::cloud::Resource;

use crate::text::{Piece, Text};

/// What `text`, written by `owner`, is told apart by: two values that are not known are the same only where they are made
/// from the same variable or attribute; any other is its owner's alone.
pub(crate) fn key(text: Text, owner: &Resource) -> Text {
    if text.is_one_thing() {
        return text;
    }
    Text::hole(format!("{} of {}|{}", owner.root, owner.address, in_words(&text)))
}

/// What is not known of `text`, or the text as far as it is known.
pub(crate) fn in_words(text: &Text) -> String {
    let shown = text.to_string();
    let inner = shown.strip_prefix('<').and_then(|t| t.strip_suffix('>'));
    inner.filter(|t| !t.contains('<')).map_or(shown.clone(), str::to_owned)
}

/// Is what is not known of `text` the value of variables, so that a person may have written the name of anybody there?
/// What is known after apply, or comes out of a module that was not read, is the name of something else.
pub(crate) fn is_of_variables(text: &Text) -> bool {
    let variable = |p: &Piece| match p {
        Piece::Hole(name) => name.contains("|variable `") && !name.contains(" of "),
        _ => true,
    };
    text.has_hole() && text.0.iter().all(variable)
}
