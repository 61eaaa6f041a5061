//! Pydantic models and settings classes.

use ringfort_model::code::{Expr, ExprKind};
use ringfort_source::Span;

use super::{
    ClassId, Scope, Shape,
    shape::{MODEL_BASES, shape},
};

/// A class that validates its fields.
#[derive(Clone, Debug, PartialEq)]
pub struct Schema {
    /// The class.
    pub class: ClassId,
    /// Its name.
    pub name: String,
    /// Its own fields (inherited ones belong to their class).
    pub fields: Vec<SchemaField>,
    /// What happens to fields it does not know, where it or a base class says so.
    pub extra: Option<Extra>,
    /// Is it read from the environment (`BaseSettings`)?
    pub is_settings: bool,
    /// Is it a database table (`SQLModel` with `table=True`)?
    pub is_table: bool,
    /// The class's name in its file.
    pub span: Span,
}

/// What a schema does with fields it does not know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Extra {
    /// `forbid`, `ignore` or `allow`.
    pub mode: String,
    /// Where it says so.
    pub span: Span,
}

/// A field.
#[derive(Clone, Debug, PartialEq)]
pub struct SchemaField {
    /// Its name.
    pub name: String,
    /// Its type with its constraints.
    pub shape: Shape,
    /// Its default; `None` where it is required.
    pub default: Option<Expr>,
    /// Where.
    pub span: Span,
}

/// Every schema of the scope.
pub(super) fn schemas(scope: &Scope<'_>) -> Vec<Schema> {
    let mut found = vec![];
    for (module, m) in scope.modules.iter().enumerate() {
        for (class, c) in m.classes.iter().enumerate() {
            let path = format!("{}.{}", m.name, c.qualified);
            if scope.is_a(module, &path, MODEL_BASES) {
                found.push(read(scope, ClassId { module, class }, c, &path));
            }
        }
    }
    found
}

fn read(scope: &Scope<'_>, id: ClassId, class: &ringfort_model::code::Class, path: &str) -> Schema {
    let field = |f: &ringfort_model::code::Field| {
        let annotation = f.annotation.as_ref()?;
        if matches!(&annotation.kind, ExprKind::Subscript { value, .. } if value.last_name() == Some("ClassVar"))
        {
            return None;
        }
        let mut shape = shape(scope, id.module, Some(annotation));
        let call = f.default.as_ref().and_then(Expr::as_call);
        let maker = call.filter(|c| matches!(c.callee.last_name(), Some("Field" | "PrivateAttr")));
        if let Some(call) = maker {
            shape.constrain(call);
        }
        let default = match maker {
            Some(call) => call.arg(0, "default").or_else(|| call.keyword("default_factory")),
            None => f.default.as_ref(),
        };
        let required = |e: &&Expr| matches!(&e.kind, ExprKind::Other(parts) if parts.is_empty());
        let default = default.filter(|e| !required(e)).cloned();
        Some(SchemaField { name: f.name.to_string(), shape, default, span: f.span })
    };
    Schema {
        class: id,
        name: class.name.to_string(),
        fields: class.fields.iter().filter_map(field).collect(),
        extra: extra(scope, id, 4),
        is_settings: scope.is_a(
            id.module,
            path,
            &["pydantic_settings.BaseSettings", "pydantic.BaseSettings"],
        ),
        is_table: class
            .keywords
            .iter()
            .any(|k| k.name.as_deref() == Some("table") && k.value.as_bool() == Some(true)),
        span: class.name_span,
    }
}

/// `model_config = ConfigDict(extra="forbid")`, `class Config: extra = ...`, `class M(Base, extra=...)`,
/// here or in a base class.
fn extra(scope: &Scope<'_>, id: ClassId, depth: usize) -> Option<Extra> {
    let class = scope.get_class(id).filter(|_| depth > 0)?;
    let config = class.field("model_config").and_then(|f| f.default.as_ref());
    let inner = class.classes.iter().filter_map(|i| scope.module(id.module)?.classes.get(*i));
    let inner =
        inner.filter(|c| &*c.name == "Config").find_map(|c| c.field("extra")?.default.as_ref());
    let header =
        class.keywords.iter().find(|k| k.name.as_deref() == Some("extra")).map(|k| &k.value);
    let value = header
        .or_else(|| config.and_then(Expr::as_call).and_then(|c| c.keyword("extra")))
        .or_else(|| config.and_then(|c| c.get("extra")))
        .or(inner);
    if let Some(value) = value {
        let mode = value.as_str().or_else(|| value.last_name())?.to_owned();
        return Some(Extra { mode, span: value.span });
    }
    class.bases.iter().find_map(|base| {
        let path = scope.resolve(id.module, base)?;
        extra(scope, scope.class(id.module, &path)?, depth - 1)
    })
}
