//! Values as TOML: values first, then tables, nested ones indented by two.

use crate::fault::Fault;
use crate::print;
use crate::text::{Place, Text};
use crate::value::{Data, Map, Value};

/// A map as TOML.
pub(crate) fn encode(value: &Value) -> Result<Text, Fault> {
    let Some(map) = value.as_map() else {
        return Err(Fault::new("TOML holds a map at its top"));
    };
    let mut out = Text::default();
    match table(map, &mut vec![], &mut out) {
        // Helm gives the encoder's complaint as the text.
        Err(fault) if fault.message == NIL_IN_LIST => {
            Ok(Text::new(NIL_IN_LIST, value.origin.place()))
        }
        result => result.map(|()| out),
    }
}

/// What the encoder says to a list with nil.
const NIL_IN_LIST: &str = "toml: cannot encode array with nil element";

/// Is it written as `[table]` or `[[table]]`?
fn is_table(value: &Value) -> bool {
    let maps = |l: &[Value]| !l.is_empty() && l.iter().all(|v| v.as_map().is_some());
    value.as_map().is_some() || value.as_list().is_some_and(maps)
}

fn table(map: &Map, path: &mut Vec<String>, out: &mut Text) -> Result<(), Fault> {
    print::fits(path.len(), out)?;
    let indent = "  ".repeat(path.len());
    let (tables, values): (Vec<_>, Vec<_>) = map
        .entries()
        .into_iter()
        .filter(|(_, s)| !s.value.is_nil())
        .partition(|(_, s)| is_table(&s.value));
    for (name, slot) in values {
        let at = Place { from: slot.key, ..Place::default() };
        out.push(&format!("{indent}{} = ", key(&name)), at);
        inline(&slot.value, 0, out)?;
        out.push("\n", at);
    }
    for (name, slot) in tables {
        let at = Place { from: slot.key, ..Place::default() };
        path.push(key(&name));
        let head = path.join(".");
        let top = path.len() == 1;
        let gap = |out: &Text| if out.len() > 0 && top { "\n" } else { "" };
        match (slot.value.as_map(), slot.value.as_list()) {
            (Some(inner), _) => {
                out.push(&format!("{}{indent}[{head}]\n", gap(out)), at);
                table(inner, path, out)?;
            }
            (_, Some(items)) => {
                for inner in items.iter().filter_map(Value::as_map) {
                    out.push(&format!("{}{indent}[[{head}]]\n", gap(out)), at);
                    table(inner, path, out)?;
                }
            }
            _ => {}
        }
        path.pop();
    }
    Ok(())
}

fn inline(value: &Value, depth: usize, out: &mut Text) -> Result<(), Fault> {
    print::fits(depth, out)?;
    let place = value.origin.place();
    match &value.data {
        Data::Float(f) if f.fract() == 0.0 && f.abs() < 1e15 => out.push(&format!("{f:.1}"), place),
        Data::Text(text) => out.push_text(&quoted(text, place), place),
        Data::List(list) => {
            out.push("[", place);
            for (index, item) in list.items().iter().enumerate() {
                if item.is_nil() {
                    return Err(Fault::new(NIL_IN_LIST));
                }
                out.push(if index > 0 { ", " } else { "" }, place);
                inline(item, depth + 1, out)?;
            }
            out.push("]", place);
        }
        Data::Map(map) => {
            out.push("{", place);
            for (index, (name, slot)) in map.entries().iter().enumerate() {
                let comma = if index > 0 { ", " } else { "" };
                out.push(&format!("{comma}{} = ", key(name)), place);
                inline(&slot.value, depth + 1, out)?;
            }
            out.push("}", place);
        }
        _ => out.push_text(&print::show(value)?, place),
    }
    Ok(())
}

fn key(name: &str) -> String {
    let bare = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_');
    if !name.is_empty() && name.bytes().all(bare) {
        return name.to_owned();
    }
    quoted(&Text::new(name, Place::default()), Place::default()).text
}

fn quoted(text: &Text, place: Place) -> Text {
    print::quoted(text, place)
}
