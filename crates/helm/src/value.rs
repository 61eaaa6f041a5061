//! Values as templates see them, with Go's types, and each with the values key it came from.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

use ringfort_source::Span;

use crate::doubt::Doubt;
use crate::objects::Object;
use crate::text::{Place, Text};

/// Where a value came from, and whether it is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Origin {
    /// The values key.
    pub(crate) from: Option<Span>,
    /// Why it is not known, if it is not.
    pub(crate) doubt: Option<Doubt>,
    /// Why another way through the template, of which none is known to be the right one, gives another value.
    pub(crate) open: Option<Doubt>,
}

impl Origin {
    /// This origin, and what is missing in it from `other`.
    pub(crate) fn or(self, other: Self) -> Self {
        Self {
            from: self.from.or(other.from),
            doubt: self.doubt.or(other.doubt),
            open: self.open.or(other.open),
        }
    }

    /// The values key alone.
    pub(crate) fn key(self) -> Self {
        Self { from: self.from, ..Self::default() }
    }

    /// The place of a text made from the value.
    pub(crate) fn place(self) -> Place {
        Place { at: None, from: self.from, doubt: self.doubt }
    }
}

/// A value.
#[derive(Clone, Debug)]
pub(crate) struct Value {
    pub(crate) data: Data,
    pub(crate) origin: Origin,
}

/// What a value is.
#[derive(Clone, Debug)]
pub(crate) enum Data {
    /// Go's nil, and a key that is not there.
    Nil,
    Bool(bool),
    /// Go's `int`: constants, lengths, counters.
    Int(i64),
    /// Go's `int64`: what Sprig's arithmetic gives.
    Long(i64),
    /// Go's `float64`: every number of a values file.
    Float(f64),
    Text(Rc<Text>),
    /// Go's `[]byte`: the content of a file.
    Bytes(Rc<Text>),
    List(Rc<List>),
    Map(Rc<Map>),
    /// Something with methods.
    Object(Object),
    /// Not known at all, the type included; its truth, where that is known all the same.
    Unknown(Option<bool>),
}

/// A list. Never changed once made.
#[derive(Debug, Default)]
pub(crate) struct List {
    items: Vec<Value>,
    /// Is it Go's `[]string`?
    pub(crate) strings: bool,
}

/// A map, sorted by key as Go prints and ranges it. Templates change it in place (`set`).
#[derive(Debug, Default)]
pub(crate) struct Map {
    entries: RefCell<BTreeMap<Rc<str>, Slot>>,
    /// The Go type where it is not `map[string]interface {}`.
    pub(crate) name: Cell<Option<&'static str>>,
}

/// A key's place and its value.
#[derive(Clone, Debug)]
pub(crate) struct Slot {
    pub(crate) key: Option<Span>,
    pub(crate) value: Value,
}

impl Value {
    pub(crate) fn new(data: Data) -> Self {
        Self { data, origin: Origin::default() }
    }

    pub(crate) fn nil() -> Self {
        Self::new(Data::Nil)
    }

    pub(crate) fn bool(value: bool) -> Self {
        Self::new(Data::Bool(value))
    }

    pub(crate) fn int(value: i64) -> Self {
        Self::new(Data::Int(value))
    }

    pub(crate) fn long(value: i64) -> Self {
        Self::new(Data::Long(value))
    }

    pub(crate) fn float(value: f64) -> Self {
        Self::new(Data::Float(value))
    }

    /// A text without a place.
    pub(crate) fn str(text: impl Into<String>) -> Self {
        Self::text(Text::new(text, Place::default()))
    }

    /// A text; its origin is that of its parts.
    pub(crate) fn text(text: Text) -> Self {
        let Place { from, doubt, .. } = text.summary();
        let origin = Origin { from, doubt, open: None };
        Self { data: Data::Text(Rc::new(text)), origin }
    }

    /// A value of which nothing but perhaps its truth is known, made from what is at `origin`.
    pub(crate) fn unknown(origin: Origin, truth: Option<bool>) -> Self {
        let doubt = origin.doubt.or(origin.open).or(Some(Doubt::Given));
        Self { data: Data::Unknown(truth), origin: Origin { doubt, open: None, ..origin } }
    }

    /// A text that stands for one that is not known.
    pub(crate) fn doubtful(text: impl Into<String>, doubt: Doubt) -> Self {
        Self::text(Text::new(text, Place { doubt: Some(doubt), ..Place::default() }))
    }

    pub(crate) fn list(items: Vec<Value>) -> Self {
        Self::new(Data::List(Rc::new(List { items, strings: false })))
    }

    /// Go's `[]string`.
    pub(crate) fn strings(items: Vec<Value>) -> Self {
        Self::new(Data::List(Rc::new(List { items, strings: true })))
    }

    pub(crate) fn map(entries: impl IntoIterator<Item = (Rc<str>, Slot)>) -> Self {
        Self::new(Data::Map(Rc::new(Map::new(entries, None))))
    }

    /// A map of keys that stand in no source.
    pub(crate) fn dict<K: Into<Rc<str>>>(entries: impl IntoIterator<Item = (K, Value)>) -> Self {
        Self::map(entries.into_iter().map(|(k, value)| (k.into(), Slot { key: None, value })))
    }

    /// The value with `origin` for what it does not say itself.
    pub(crate) fn with(mut self, origin: Origin) -> Self {
        if let Data::Text(text) = &self.data
            && origin != Origin::default()
        {
            let mut filled = Text::default();
            for (range, place) in text.parts(0..text.len()) {
                let place = if place.at.is_none() { place.or(origin.place()) } else { place };
                filled.push(text.text.get(range).unwrap_or(""), place);
            }
            self.data = Data::Text(Rc::new(filled));
        }
        self.origin = self.origin.or(origin);
        self
    }

    pub(crate) fn as_map(&self) -> Option<&Rc<Map>> {
        if let Data::Map(map) = &self.data { Some(map) } else { None }
    }

    pub(crate) fn as_list(&self) -> Option<&[Value]> {
        if let Data::List(list) = &self.data { Some(list.items()) } else { None }
    }

    pub(crate) fn as_text(&self) -> Option<&Rc<Text>> {
        if let Data::Text(text) = &self.data { Some(text) } else { None }
    }

    /// The text, where it is one.
    pub(crate) fn as_str(&self) -> Option<&str> {
        self.as_text().map(|t| t.text.as_str())
    }

    pub(crate) fn is_nil(&self) -> bool {
        matches!(self.data, Data::Nil)
    }

    /// The number of elements, bytes or entries.
    pub(crate) fn len(&self) -> Option<usize> {
        match &self.data {
            Data::Text(t) | Data::Bytes(t) => Some(t.len()),
            Data::List(l) => Some(l.items().len()),
            Data::Map(m) => Some(m.len()),
            Data::Object(o) => o.len(),
            _ => None,
        }
    }

    /// Go's truth, and the opposite of Sprig's `empty`.
    pub(crate) fn truth(&self) -> bool {
        match &self.data {
            Data::Nil => false,
            Data::Bool(b) => *b,
            Data::Int(i) | Data::Long(i) => *i != 0,
            Data::Float(f) => *f != 0.0,
            Data::Unknown(truth) => truth.unwrap_or(true),
            _ => self.len().is_none_or(|n| n > 0),
        }
    }

    /// Its truth, or why that is not known.
    pub(crate) fn decided(&self) -> Result<bool, Doubt> {
        let Origin { doubt, open, .. } = self.origin;
        if let Data::Unknown(Some(truth)) = self.data {
            return Ok(truth);
        }
        if let Some(open) = open {
            return Err(open);
        }
        match (&self.data, doubt) {
            (Data::Unknown(_), doubt) => Err(doubt.unwrap_or(Doubt::Given)),
            (Data::Text(text), Some(doubt)) if !text.surely_says_something() => Err(doubt),
            (Data::Bool(_) | Data::Int(_) | Data::Long(_) | Data::Float(_), Some(doubt)) => {
                Err(doubt)
            }
            (Data::List(_) | Data::Map(_), Some(doubt)) if !self.truth() => Err(doubt),
            _ => Ok(self.truth()),
        }
    }

    /// May it be another value than it is here? Lists and maps are asked for themselves, not for what they hold.
    pub(crate) fn is_doubtful(&self) -> bool {
        let holds = matches!(self.data, Data::List(_) | Data::Map(_));
        matches!(self.data, Data::Unknown(_))
            || self.origin.open.is_some()
            || self.origin.doubt.is_some() && !holds
    }

    /// The name of its Go type.
    pub(crate) fn type_name(&self) -> &'static str {
        match &self.data {
            Data::Nil => "<nil>",
            Data::Bool(_) => "bool",
            Data::Int(_) => "int",
            Data::Long(_) => "int64",
            Data::Float(_) => "float64",
            Data::Text(_) | Data::Unknown(_) => "string",
            Data::Bytes(_) => "[]uint8",
            Data::List(l) if l.strings => "[]string",
            Data::List(_) => "[]interface {}",
            Data::Map(m) => m.name.get().unwrap_or("map[string]interface {}"),
            Data::Object(o) => o.type_name(),
        }
    }

    /// The name of its Go kind.
    pub(crate) fn kind_name(&self) -> &'static str {
        match &self.data {
            Data::Nil => "invalid",
            Data::List(_) | Data::Bytes(_) => "slice",
            Data::Map(m) if m.is_struct() => "ptr",
            Data::Map(_) => "map",
            Data::Object(o) => o.kind_name(),
            _ => self.type_name(),
        }
    }
}

impl List {
    pub(crate) fn items(&self) -> &[Value] {
        &self.items
    }
}

impl Map {
    pub(crate) fn new(
        entries: impl IntoIterator<Item = (Rc<str>, Slot)>,
        name: Option<&'static str>,
    ) -> Self {
        Self { entries: RefCell::new(entries.into_iter().collect()), name: Cell::new(name) }
    }

    /// Does it stand for a Go struct, which has its fields and no others?
    pub(crate) fn is_struct(&self) -> bool {
        self.name.get().is_some_and(|n| n.starts_with('*'))
    }

    /// Is it Go's `map[string]string`?
    pub(crate) fn holds_strings(&self) -> bool {
        self.name.get() == Some("map[string]string")
    }

    pub(crate) fn len(&self) -> usize {
        self.entries.borrow().len()
    }

    pub(crate) fn get(&self, key: &str) -> Option<Value> {
        self.entries.borrow().get(key).map(|s| s.value.clone())
    }

    pub(crate) fn slot(&self, key: &str) -> Option<Slot> {
        self.entries.borrow().get(key).cloned()
    }

    pub(crate) fn set(&self, key: impl Into<Rc<str>>, slot: Slot) {
        let old = self.entries.borrow_mut().insert(key.into(), slot);
        // What is dropped may hold this very map: the borrow has ended.
        drop(old);
    }

    pub(crate) fn remove(&self, key: &str) -> Option<Slot> {
        self.entries.borrow_mut().remove(key)
    }

    /// The entries as they are now.
    pub(crate) fn entries(&self) -> Vec<(Rc<str>, Slot)> {
        self.entries.borrow().iter().map(|(k, s)| (k.clone(), s.clone())).collect()
    }
}

/// Takes nested containers apart one after the other: a chain of a million lists must not end in a
/// million nested calls.
fn take_apart(mut left: Vec<Value>) {
    while let Some(value) = left.pop() {
        match value.data {
            Data::List(list) => {
                if let Some(mut list) = Rc::into_inner(list) {
                    left.append(&mut list.items);
                }
            }
            Data::Map(map) => {
                if let Some(map) = Rc::into_inner(map) {
                    let entries = std::mem::take(&mut *map.entries.borrow_mut());
                    left.extend(entries.into_values().map(|s| s.value));
                }
            }
            _ => {}
        }
    }
}

impl Drop for List {
    fn drop(&mut self) {
        take_apart(std::mem::take(&mut self.items));
    }
}

impl Drop for Map {
    fn drop(&mut self) {
        let entries = std::mem::take(self.entries.get_mut());
        take_apart(entries.into_values().map(|s| s.value).collect());
    }
}
