//! The values a user gives: files in order, then single settings.

use std::rc::Rc;

use super::coalesce;
use super::load::{table, tree};
use super::set;
use crate::value::Map;
use crate::{Given, Problem};

/// What is given, later over earlier.
pub(crate) fn given(given: &Given<'_>, problems: &mut Vec<Problem>) -> Rc<Map> {
    let values: Rc<Map> = Rc::default();
    for file in &given.values {
        let Some(root) = tree(file, problems) else { continue };
        for (key, slot) in table(&root).entries() {
            coalesce::lay(&values, key, slot);
        }
    }
    for root in &given.trees {
        for (key, slot) in table(root).entries() {
            coalesce::lay(&values, key, slot);
        }
    }
    for setting in &given.set {
        set::apply(setting, &values);
    }
    for setting in &given.settings {
        set::put_node(&setting.path, &setting.value, setting.text, &values);
    }
    values
}
