//! Types as declared, reduced to what matters to validation.

use ringfort_model::code::{Call, Expr, ExprKind};
use ringfort_source::Span;

use super::{ClassId, Scope};

/// A declared type with its constraints.
#[derive(Clone, Debug, PartialEq)]
pub struct Shape {
    /// What kind of value it admits.
    pub kind: ShapeKind,
    /// Constraints by name: `max_length`, `ge`, `pattern`; with the number where it is one.
    pub constraints: Vec<Constraint>,
}

/// Kinds of declared type.
#[derive(Clone, Debug, PartialEq)]
pub enum ShapeKind {
    /// Nothing is declared.
    Missing,
    /// Text of any content.
    Text,
    /// Text that its type itself validates (`EmailStr`, `HttpUrl`, `IPv4Address`).
    CheckedText,
    /// A text that hides itself in logs (`SecretStr`).
    Secret,
    /// Numbers, booleans, dates, UUIDs: nothing can be smuggled in them.
    Scalar,
    /// A closed set: `Literal`, `Enum`.
    Choice,
    /// Raw bytes or an upload.
    Bytes,
    /// A list, set or tuple of something.
    List(Box<Shape>),
    /// A bare `dict` or mapping.
    Dict,
    /// `Any` or `object`.
    Any,
    /// A validated class of this project (Pydantic model, dataclass, `TypedDict`).
    Model(ClassId),
    /// Something else, by its resolved path; empty where it cannot be told.
    Other(String),
}

/// A constraint.
#[derive(Clone, Debug, PartialEq)]
pub struct Constraint {
    /// Its name.
    pub name: String,
    /// Its value, if a number.
    pub number: Option<i64>,
    /// Its value, if a text (a pattern).
    pub text: Option<String>,
    /// Where.
    pub span: Span,
}

/// The constraint names of Pydantic, `FastAPI` and annotated-types.
const CONSTRAINTS: &[&str] = &[
    "max_length",
    "min_length",
    "pattern",
    "regex",
    "ge",
    "gt",
    "le",
    "lt",
    "max_items",
    "min_items",
    "multiple_of",
    "strict",
    "max_digits",
];

const SCALARS: &[&str] = &[
    "int",
    "float",
    "bool",
    "complex",
    "uuid.UUID",
    "datetime.datetime",
    "datetime.date",
    "datetime.time",
    "datetime.timedelta",
    "decimal.Decimal",
    "pydantic.PositiveInt",
    "pydantic.NonNegativeInt",
    "pydantic.NegativeInt",
    "pydantic.PositiveFloat",
    "pydantic.NonNegativeFloat",
    "pydantic.StrictInt",
    "pydantic.StrictBool",
    "pydantic.StrictFloat",
    "pydantic.UUID1",
    "pydantic.UUID3",
    "pydantic.UUID4",
    "pydantic.UUID5",
    "pydantic.conint",
    "pydantic.confloat",
    "pydantic.condecimal",
    "pydantic.AwareDatetime",
    "pydantic.NaiveDatetime",
    "pydantic.PastDate",
    "pydantic.FutureDate",
    "pydantic.PastDatetime",
    "pydantic.FutureDatetime",
];

/// Base classes whose subclasses validate their fields.
pub(super) const MODEL_BASES: &[&str] = &[
    "pydantic.BaseModel",
    "pydantic.main.BaseModel",
    "sqlmodel.SQLModel",
    "pydantic_settings.BaseSettings",
    "pydantic.BaseSettings",
    "msgspec.Struct",
];
const ENUM_BASES: &[&str] =
    &["enum.Enum", "enum.StrEnum", "enum.IntEnum", "enum.Flag", "enum.IntFlag"];

impl Shape {
    /// A shape of `kind` without constraints.
    pub fn of(kind: ShapeKind) -> Self {
        Self { kind, constraints: vec![] }
    }

    /// The constraint `name`.
    pub fn constraint(&self, name: &str) -> Option<&Constraint> {
        self.constraints.iter().find(|c| c.name == name)
    }

    /// Can a value of this type carry text of the sender's choice?
    pub fn carries_text(&self) -> bool {
        match &self.kind {
            ShapeKind::Scalar | ShapeKind::Choice => false,
            ShapeKind::List(item) => item.carries_text(),
            _ => true,
        }
    }

    /// Adds the constraints that a call such as `Field(max_length=5)` states.
    pub fn constrain(&mut self, call: &Call) {
        for keyword in &call.keywords {
            let Some(name) = keyword.name.as_deref().filter(|n| CONSTRAINTS.contains(n)) else {
                continue;
            };
            self.constraints.push(Constraint {
                name: name.to_owned(),
                number: keyword.value.as_int(),
                text: keyword.value.as_str().map(str::to_owned),
                span: keyword.span,
            });
        }
    }
}

/// The shape that `annotation` in `module` declares.
pub fn shape(scope: &Scope<'_>, module: usize, annotation: Option<&Expr>) -> Shape {
    annotation.map_or_else(|| Shape::of(ShapeKind::Missing), |a| read(scope, module, a, 6))
}

fn read(scope: &Scope<'_>, module: usize, annotation: &Expr, depth: usize) -> Shape {
    let unknown = || Shape::of(ShapeKind::Other(String::new()));
    if depth == 0 {
        return unknown();
    }
    match &annotation.kind {
        ExprKind::Name(_) | ExprKind::Attribute { .. } => named(scope, module, annotation, depth),
        ExprKind::Call(call) => {
            let mut shape = Shape::of(
                kind_of(scope, module, &call.callee).unwrap_or(ShapeKind::Other(String::new())),
            );
            shape.constrain(call);
            shape
        }
        ExprKind::BinOp { left, right, .. } => {
            union(&[&**left, &**right], |e| read(scope, module, e, depth - 1))
        }
        ExprKind::Subscript { value, index } => subscript(scope, module, value, index, depth),
        ExprKind::Str(text) => match text.as_ref() {
            "str" => Shape::of(ShapeKind::Text),
            "int" | "float" | "bool" => Shape::of(ShapeKind::Scalar),
            _ => unknown(),
        },
        _ => unknown(),
    }
}

fn named(scope: &Scope<'_>, module: usize, annotation: &Expr, depth: usize) -> Shape {
    // `Title = Annotated[str, Field(max_length=200)]` is a type under another name.
    if let Some((place, value)) = scope.value_of(module, annotation)
        && matches!(
            value.kind,
            ExprKind::Subscript { .. } | ExprKind::Call(_) | ExprKind::BinOp { .. }
        )
    {
        return read(scope, place, value, depth - 1);
    }
    Shape::of(kind_of(scope, module, annotation).unwrap_or(ShapeKind::Other(String::new())))
}

fn union<'e>(parts: &[&'e Expr], read: impl Fn(&'e Expr) -> Shape) -> Shape {
    let shapes = parts.iter().filter(|p| !p.is_none()).map(|p| read(p));
    // Of several alternatives the loosest counts.
    shapes.max_by_key(Shape::carries_text).unwrap_or_else(|| Shape::of(ShapeKind::Scalar))
}

fn subscript(scope: &Scope<'_>, module: usize, value: &Expr, index: &Expr, depth: usize) -> Shape {
    let parts: Vec<&Expr> =
        if index.items().is_empty() { vec![index] } else { index.items().iter().collect() };
    let inner = |e: &Expr| read(scope, module, e, depth - 1);
    let first = || parts.first().map_or_else(|| Shape::of(ShapeKind::Missing), |p| inner(p));
    match value.last_name().unwrap_or("") {
        "Annotated" => {
            let mut shape = first();
            for call in parts.iter().skip(1).filter_map(|p| p.as_call()) {
                constrain_by(&mut shape, call);
            }
            shape
        }
        "Optional" | "Mapped" | "Required" | "NotRequired" | "Final" => first(),
        "Union" => union(&parts, inner),
        "Literal" => Shape::of(ShapeKind::Choice),
        "List" | "list" | "Set" | "set" | "Sequence" | "Tuple" | "tuple" | "FrozenSet"
        | "frozenset" | "Iterable" => Shape::of(ShapeKind::List(Box::new(first()))),
        "Dict" | "dict" | "Mapping" | "MutableMapping" | "defaultdict" => {
            Shape::of(ShapeKind::Dict)
        }
        _ => Shape::of(kind_of(scope, module, value).unwrap_or(ShapeKind::Other(String::new()))),
    }
}

/// Adds what an `Annotated` argument states: `Field(...)`, `StringConstraints(...)`, `MaxLen(5)`, `Ge(0)`.
fn constrain_by(shape: &mut Shape, call: &Call) {
    shape.constrain(call);
    let name = match call.callee.last_name() {
        Some("MaxLen") => "max_length",
        Some("MinLen") => "min_length",
        Some("Ge") => "ge",
        Some("Gt") => "gt",
        Some("Le") => "le",
        Some("Lt") => "lt",
        _ => return,
    };
    let number = call.args.first().and_then(Expr::as_int);
    shape.constraints.push(Constraint { name: name.into(), number, text: None, span: call.span });
}

fn kind_of(scope: &Scope<'_>, module: usize, expr: &Expr) -> Option<ShapeKind> {
    let path = scope.resolve(module, expr)?;
    Some(match path.as_str() {
        "str" | "pydantic.constr" | "pydantic.StrictStr" => ShapeKind::Text,
        p if SCALARS.contains(&p) => ShapeKind::Scalar,
        "bytes" | "fastapi.UploadFile" | "starlette.datastructures.UploadFile" => ShapeKind::Bytes,
        "list" | "set" | "tuple" | "frozenset" | "typing.List" | "typing.Set" | "typing.Tuple" => {
            ShapeKind::List(Box::new(Shape::of(ShapeKind::Any)))
        }
        "dict" | "typing.Dict" | "typing.Mapping" | "collections.abc.Mapping" | "pydantic.Json" => {
            ShapeKind::Dict
        }
        "typing.Any" | "object" => ShapeKind::Any,
        "pydantic.SecretStr" | "pydantic.SecretBytes" => ShapeKind::Secret,
        p if is_checked_text(p) => ShapeKind::CheckedText,
        _ => class_kind(scope, module, &path),
    })
}

fn is_checked_text(path: &str) -> bool {
    let last = path.rsplit('.').next().unwrap_or(path);
    let ours = path.starts_with("pydantic") || path.starts_with("ipaddress.");
    ours && (last.ends_with("Url")
        || last.ends_with("Dsn")
        || last.contains("IP")
        || matches!(last, "EmailStr" | "NameEmail" | "FilePath" | "DirectoryPath"))
}

fn class_kind(scope: &Scope<'_>, module: usize, path: &str) -> ShapeKind {
    if scope.is_a(module, path, ENUM_BASES) {
        return ShapeKind::Choice;
    }
    let Some(id) = scope.class(module, path) else { return ShapeKind::Other(path.to_owned()) };
    let dataclass = scope.get_class(id).is_some_and(|c| {
        c.decorators.iter().any(|d| {
            let named = d.as_call().map_or(d, |call| &call.callee);
            named.last_name() == Some("dataclass")
        })
    });
    if dataclass
        || scope.is_a(module, path, MODEL_BASES)
        || scope.is_a(module, path, &["typing.TypedDict", "typing_extensions.TypedDict"])
    {
        ShapeKind::Model(id)
    } else {
        ShapeKind::Other(path.to_owned())
    }
}
