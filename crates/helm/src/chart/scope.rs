//! What the templates of each chart see: `.Values`, `.Release`, `.Chart`, `.Capabilities`, `.Files`, `.Subcharts`.

use std::rc::Rc;

use ringfort_source::{Kind, Node};

use super::Chart;
use super::coalesce::{self, Null};
use super::load::plain;
use crate::capabilities;
use crate::doubt::Doubt;
use crate::fault::Fault;
use crate::objects::{Files, Object};
use crate::value::{Data, Map, Slot, Value};
use crate::{File, Given};

/// A template with what it sees.
pub(crate) struct Template<'a> {
    /// Its full name: `chart/charts/sub/templates/x.yaml`.
    pub(crate) name: String,
    /// The folder it lies in: `chart/charts/sub/templates`.
    pub(crate) base: String,
    pub(crate) file: File<'a>,
    pub(crate) scope: Rc<Map>,
}

/// The templates of a chart and its subcharts.
pub(crate) struct Scopes<'a> {
    pub(crate) templates: Vec<Template<'a>>,
}

impl<'a> Scopes<'a> {
    /// Everything `chart` has to render with the values that are given.
    pub(crate) fn new(
        chart: &Chart<'a>,
        values: &Rc<Map>,
        given: &Given<'_>,
    ) -> Result<Self, Fault> {
        let values = coalesce::copied(values)?;
        coalesce::chart(chart, &values, Null::Deletes)?;
        let release = release(chart, given);
        let capabilities = capabilities::new(given);
        let mut scopes = Scopes { templates: vec![] };
        scopes.add(chart, values, &release, &capabilities, None);
        Ok(scopes)
    }

    fn add(
        &mut self,
        chart: &Chart<'a>,
        values: Rc<Map>,
        release: &Value,
        capabilities: &Value,
        parent: Option<&str>,
    ) -> Value {
        let full = match parent {
            Some(parent) => format!("{parent}/charts/{}", chart.name),
            None => chart.name.clone(),
        };
        let below = Value::dict(chart.charts.iter().map(|sub| {
            let table = coalesce::child(&values, &sub.name);
            let scope = self.add(sub, table, release, capabilities, Some(&full));
            (sub.name.as_str(), scope)
        }));
        let files = Files::new(
            chart.files.iter().map(|(path, file)| (path.as_str(), file.source, file.text)),
        );
        let scope = Value::dict([
            ("Values", typed(values)),
            ("Chart", about(chart, parent.is_none())),
            ("Release", release.clone()),
            ("Capabilities", capabilities.clone()),
            ("Files", Value::new(Data::Object(Object::Files(Rc::new(files))))),
            ("Subcharts", below),
        ]);
        let map = scope.as_map().cloned().unwrap_or_default();
        for (path, file) in &chart.templates {
            let partial = path.rsplit('/').next().is_some_and(|n| n.starts_with('_'));
            // A library's templates are there to be called, not to be rendered.
            if !chart.is_library() || partial {
                self.templates.push(Template {
                    name: format!("{full}/{path}"),
                    base: format!("{full}/templates"),
                    file: *file,
                    scope: map.clone(),
                });
            }
        }
        scope
    }
}

impl Template<'_> {
    /// Is it only called by others?
    pub(crate) fn is_partial(&self) -> bool {
        self.name.rsplit('/').next().is_some_and(|n| n.starts_with('_'))
    }

    /// The notes a user reads after an installation: no manifest.
    pub(crate) fn is_notes(&self) -> bool {
        self.name.ends_with("NOTES.txt")
    }

    /// What it sees, itself included.
    pub(crate) fn dot(&self) -> Value {
        let own =
            Value::dict([("Name", Value::str(&*self.name)), ("BasePath", Value::str(&*self.base))]);
        let own = own.as_map().cloned().map_or_else(Value::nil, typed);
        self.scope.set("Template", Slot { key: None, value: own });
        Value::new(Data::Map(self.scope.clone()))
    }
}

fn release(chart: &Chart<'_>, given: &Given<'_>) -> Value {
    let name = given.release.clone().unwrap_or_else(|| chart.name.clone());
    let namespace = match &given.namespace {
        Some(namespace) => Value::str(namespace.as_str()),
        None => Value::doubtful("default", Doubt::Namespace),
    };
    Value::dict([
        ("Name", Value::str(name)),
        ("Namespace", namespace),
        ("IsInstall", Value::bool(true)),
        ("IsUpgrade", Value::bool(false)),
        ("Revision", Value::int(1)),
        ("Service", Value::str("Helm")),
    ])
}

/// A map under the Go type that values have.
fn typed(map: Rc<Map>) -> Value {
    map.name.set(Some("common.Values"));
    Value::new(Data::Map(map))
}

/// `.Chart`: the fields of `Chart.yaml` under their Go names.
fn about(chart: &Chart<'_>, is_root: bool) -> Value {
    const TEXTS: [(&str, &str); 10] = [
        ("APIVersion", "apiVersion"),
        ("AppVersion", "appVersion"),
        ("Condition", "condition"),
        ("Description", "description"),
        ("Home", "home"),
        ("Icon", "icon"),
        ("KubeVersion", "kubeVersion"),
        ("Tags", "tags"),
        ("Type", "type"),
        ("Version", "version"),
    ];
    let get = |key: &str| chart.meta.at(key).node();
    let scalar = |key: &str| get(key).and_then(Node::scalar).unwrap_or_default();
    let list = |key: &str| plain(get(key), &Kind::Seq(vec![]));
    let mut entries: Vec<(&str, Value)> =
        TEXTS.iter().map(|(name, key)| (*name, Value::str(scalar(key)))).collect();
    entries.extend([
        ("Name", Value::str(&*chart.name)),
        ("Annotations", plain(get("annotations"), &Kind::Map(vec![]))),
        ("Dependencies", records(&list("dependencies"), &DEPENDENCY)),
        ("Deprecated", plain(get("deprecated"), &Kind::Bool(false))),
        ("IsRoot", Value::bool(is_root)),
        ("Keywords", list("keywords")),
        ("Maintainers", records(&list("maintainers"), &MAINTAINER)),
        ("Sources", list("sources")),
    ]);
    Value::dict(entries)
}

const MAINTAINER: [(&str, &str); 3] = [("Name", "name"), ("Email", "email"), ("URL", "url")];
const DEPENDENCY: [(&str, &str); 5] = [
    ("Name", "name"),
    ("Version", "version"),
    ("Repository", "repository"),
    ("Condition", "condition"),
    ("Alias", "alias"),
];

/// A list of records under their Go names.
fn records(list: &Value, fields: &[(&'static str, &str)]) -> Value {
    let record = |item: &Value| {
        let map = item.as_map().cloned().unwrap_or_default();
        let get = |key: &str| map.get(key).unwrap_or_else(|| Value::str(""));
        Value::dict(fields.iter().map(|(name, key)| (*name, get(key))))
    };
    Value::list(list.as_list().unwrap_or(&[]).iter().map(record).collect())
}
