//! The values a user gives: files in order, then single settings.

use std::rc::Rc;

use ringfort_source::Node;

use super::coalesce;
use super::load::{table, tree};
use super::{Chart, set};
use crate::value::{Data, Map, Origin, Slot, Value};
use crate::{Given, Problem};

/// What is given, later over earlier, and whether there is more in it that is not known.
pub(crate) fn given(given: &Given<'_>, problems: &mut Vec<Problem>) -> (Rc<Map>, bool) {
    let values: Rc<Map> = Rc::default();
    for file in &given.values {
        let Some(root) = tree(file, problems) else { continue };
        for (key, slot) in table(&root).entries() {
            coalesce::lay(&values, key, slot);
        }
    }
    for root in &given.trees {
        if root.is_unknown() {
            // It may set any of what lies below it.
            for (key, slot) in values.entries() {
                let value = Value::unknown(slot.value.origin, None);
                values.set(key, Slot { key: slot.key, value });
            }
        }
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
    (values, given.trees.iter().any(Node::is_unknown))
}

/// Values that are not known lie over the defaults of a chart: none of those is known but what is given over them.
pub(crate) fn open(chart: &Chart<'_>, values: &Rc<Map>) {
    below(values, &chart.values);
    for sub in &chart.charts {
        if let Some(table) = values.get(&sub.name).as_ref().and_then(Value::as_map) {
            open(sub, table);
        } else {
            values.set(&*sub.name, unknown(Origin::default()));
        }
    }
    if values.get("global").is_none() {
        values.set("global", unknown(Origin::default()));
    }
}

fn unknown(origin: Origin) -> Slot {
    Slot { key: None, value: Value::unknown(origin, None) }
}

fn below(values: &Rc<Map>, defaults: &Rc<Map>) {
    for (key, slot) in defaults.entries() {
        match (values.get(&key).map(|v| v.data), slot.value.as_map()) {
            (None, _) => values.set(key, Slot { key: slot.key, ..unknown(slot.value.origin) }),
            (Some(Data::Map(there)), Some(lower)) => below(&there, lower),
            _ => {}
        }
    }
}
