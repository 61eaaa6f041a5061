//! Values with methods: `.Files`, `.Capabilities.APIVersions`, versions, times.

use std::collections::BTreeMap;
use std::fmt;
use std::rc::Rc;

use crate::doubt::Doubt;
use crate::encode::{base64, yaml};
use crate::fault::Fault;
use crate::glob;
use crate::semver::Version;
use crate::text::{Place, Text};
use crate::value::{Data, Slot, Value};

/// A value with methods.
#[derive(Clone, Debug)]
pub(crate) enum Object {
    /// The chart's own files.
    Files(Rc<Files>),
    /// The API versions of the cluster.
    Versions(Rc<Vec<String>>),
    /// A semantic version.
    Version(Rc<Version>),
    /// A time. None is known when a chart is read.
    Time,
}

/// The chart's own files by their path in the chart.
#[derive(Debug, Default)]
pub(crate) struct Files(pub(crate) BTreeMap<Rc<str>, Rc<Text>>);

impl Object {
    pub(crate) fn len(&self) -> Option<usize> {
        match self {
            Object::Files(files) => Some(files.0.len()),
            Object::Versions(versions) => Some(versions.len()),
            Object::Version(_) | Object::Time => None,
        }
    }

    pub(crate) fn type_name(&self) -> &'static str {
        match self {
            Object::Files(_) => "engine.files",
            Object::Versions(_) => "common.VersionSet",
            Object::Version(_) => "*semver.Version",
            Object::Time => "time.Time",
        }
    }

    pub(crate) fn kind_name(&self) -> &'static str {
        match self {
            Object::Files(_) => "map",
            Object::Versions(_) => "slice",
            Object::Version(_) => "ptr",
            Object::Time => "struct",
        }
    }

    /// What `range` runs over.
    pub(crate) fn entries(&self) -> Vec<(Value, Value)> {
        match self {
            Object::Files(files) => {
                let bytes = |t: &Rc<Text>| Value::new(Data::Bytes(t.clone()));
                files.0.iter().map(|(k, t)| (Value::str(&**k), bytes(t))).collect()
            }
            Object::Versions(versions) => {
                let number = |i: usize| Value::int(i as i64);
                versions.iter().enumerate().map(|(i, v)| (number(i), Value::str(v))).collect()
            }
            Object::Version(_) | Object::Time => vec![],
        }
    }

    /// Calls the method or reads the field `name`.
    pub(crate) fn member(&self, name: &str, arguments: &[Value]) -> Result<Value, Fault> {
        let text = || arguments.first().and_then(Value::as_str).unwrap_or("");
        match (self, name) {
            (Object::Files(files), _) => files.member(name, text()),
            (Object::Versions(list), "Has") => Ok(Value::bool(list.iter().any(|v| v == text()))),
            (Object::Version(version), _) => version_member(version, name, arguments),
            (Object::Time, _) => Ok(Value::doubtful("unknown", Doubt::Now)),
            _ => Err(no_member(name, self.type_name())),
        }
    }
}

pub(crate) fn no_member(name: &str, type_name: &str) -> Fault {
    Fault::new(format!("there is no field or method `{name}` in a value of type {type_name}"))
}

impl Files {
    fn member(&self, name: &str, argument: &str) -> Result<Value, Fault> {
        match name {
            "Get" => Ok(self.get(argument).map_or_else(|| Value::str(""), Value::text)),
            "GetBytes" => {
                let text = self.get(argument).unwrap_or_default();
                Ok(Value::new(Data::Bytes(Rc::new(text))))
            }
            "Glob" => Ok(Value::new(Data::Object(Object::Files(Rc::new(self.glob(argument)))))),
            "Lines" => {
                let text = self.get(argument).unwrap_or_default();
                Ok(Value::strings(lines(&text)))
            }
            "AsConfig" => Ok(Value::text(self.as_map(|text| Value::text(text.clone()))?)),
            "AsSecrets" => {
                let encoded = |text: &Text| {
                    Value::text(Text::new(base64::encode(text.text.as_bytes()), text.summary()))
                };
                Ok(Value::text(self.as_map(encoded)?))
            }
            _ => match self.0.get(name) {
                Some(text) => Ok(Value::new(Data::Bytes(text.clone()))),
                None => Ok(Value::nil()),
            },
        }
    }

    fn get(&self, path: &str) -> Option<Text> {
        self.0.get(path).map(|text| (**text).clone())
    }

    fn glob(&self, pattern: &str) -> Files {
        let found = self.0.iter().filter(|(path, _)| glob::matches(pattern, path));
        Files(found.map(|(k, t)| (k.clone(), t.clone())).collect())
    }

    /// A YAML map from each file's name to its content.
    fn as_map(&self, content: impl Fn(&Text) -> Value) -> Result<Text, Fault> {
        let name = |path: &Rc<str>| -> Rc<str> { path.rsplit('/').next().unwrap_or(path).into() };
        let entries = self
            .0
            .iter()
            .map(|(path, text)| (name(path), Slot { key: None, value: content(text) }));
        let map = Value::map(entries);
        if self.0.is_empty() { Ok(Text::default()) } else { yaml::encode(&map) }
    }
}

fn lines(text: &Text) -> Vec<Value> {
    let end = text.text.strip_suffix('\n').map_or(text.len(), str::len);
    if text.len() == 0 {
        return vec![];
    }
    let mut start = 0;
    let mut out = vec![];
    for line in text.text.get(..end).unwrap_or("").split('\n') {
        out.push(Value::text(text.part(start..start + line.len())));
        start += line.len() + 1;
    }
    out
}

fn version_member(version: &Version, name: &str, arguments: &[Value]) -> Result<Value, Fault> {
    let other = || match arguments.first().map(|a| &a.data) {
        Some(Data::Object(Object::Version(other))) => Ok(other.clone()),
        _ => Err(Fault::new(format!("`{name}` compares with another version: use `semver`"))),
    };
    let number = |n: u64| Value::long(i64::try_from(n).unwrap_or(i64::MAX));
    Ok(match name {
        "Major" => number(version.major),
        "Minor" => number(version.minor),
        "Patch" => number(version.patch),
        "Prerelease" => Value::str(&*version.prerelease),
        "Metadata" => Value::str(&*version.metadata),
        "Original" => Value::str(&*version.original),
        "String" => Value::str(version.to_string()),
        "Compare" => Value::int(version.compare(&*other()?) as i64),
        "Equal" => Value::bool(version.compare(&*other()?).is_eq()),
        "LessThan" => Value::bool(version.compare(&*other()?).is_lt()),
        "GreaterThan" => Value::bool(version.compare(&*other()?).is_gt()),
        _ => return Err(no_member(name, "*semver.Version")),
    })
}

impl fmt::Display for Object {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Object::Files(_) => write!(f, "map[]"),
            Object::Versions(versions) => write!(f, "[{}]", versions.join(" ")),
            Object::Version(version) => write!(f, "{version}"),
            Object::Time => write!(f, "unknown"),
        }
    }
}

impl Files {
    /// The files, each text pointing at its own source.
    pub(crate) fn new<'a>(
        files: impl Iterator<Item = (&'a str, ringfort_source::SourceId, &'a str)>,
    ) -> Self {
        let text = |source, text: &str| {
            let at = Some(crate::text::At::Exact(source, 0));
            Rc::new(Text::new(text, Place { at, ..Place::default() }))
        };
        Files(files.map(|(path, source, content)| (path.into(), text(source, content))).collect())
    }
}
