//! Helm's own functions.

use std::rc::Rc;

use ringfort_vocab::NoticeKind;

use super::{Call, Function, Reply, knows, lax, row};
use crate::doubt::Doubt;
use crate::exec::{Exec, Library};
use crate::fault::Fault;
use crate::objects::Object;
use crate::semver::{Version, satisfies};
use crate::template::ast::{Define, Unit};
use crate::template::parse;
use crate::value::{Data, Origin, Value};

pub(super) const TABLE: &[Function] = &[
    lax("include", 2, 2, include),
    lax("tpl", 2, 2, tpl),
    lax("required", 2, 2, required),
    lax("fail", 1, 1, |c| {
        Err(Fault::new(format!("the chart refuses its values: {}", c.string(0)?)))
    }),
    lax("lookup", 4, 4, |_| Ok(Value::dict::<&str>([]))),
    row("getHostByName", 1, 1, |_| Ok(Value::doubtful("", Doubt::Network))),
    row("semver", 1, 1, |c| {
        Ok(Value::new(Data::Object(Object::Version(Rc::new(version(&c.string(0)?)?)))))
    }),
    row("semverCompare", 2, 2, semver_compare),
];

fn include(call: &mut Call<'_, '_>) -> Reply {
    if call.any(0).is_doubtful() {
        return call.unknown(0, None);
    }
    let (name, dot) = (call.string(0)?, call.any(1));
    let define = call.exec.library.get(&name).cloned();
    let define = define.ok_or_else(|| {
        Fault::new(format!(
            "there is no template `{name}`: define it, or fetch the library chart that does"
        ))
    })?;
    written(call, call.exec.library, &define, dot)
}

/// What a template writes. Where a condition in it was not known, another way writes something else.
fn written(call: &Call<'_, '_>, library: &Rc<Library>, define: &Define, dot: Value) -> Reply {
    let run = call.exec.run;
    let before = run.forks();
    let mut value = Value::text(Exec::output(run, library, define, dot)?);
    value.origin.open = run.forked_since(before);
    Ok(value)
}

/// Renders a text as a template; what it defines is known to itself only.
fn tpl(call: &mut Call<'_, '_>) -> Reply {
    if let Data::Unknown(_) = call.any(0).data {
        return call.unknown(0, None);
    }
    let (body, dot) = (call.text(0)?, call.any(1));
    call.room(body.len().saturating_mul(8))?;
    let unit = Rc::new(Unit { text: (*body).clone() });
    let parsed = parse(&unit, &knows).map_err(|fault| {
        let message = format!("the text cannot be read as a template: {}", fault.message);
        Fault { message, ..fault }
    })?;
    let mut library = Library::upon(call.exec.library);
    for (name, define) in parsed.defines {
        library.add(name, define);
    }
    let define = Define { unit, body: parsed.body };
    written(call, &Rc::new(library), &define, dot)
}

/// A value the chart demands. Where it is missing, what depends on it is not known.
fn required(call: &mut Call<'_, '_>) -> Reply {
    let value = call.any(1);
    let missing = value.is_nil() || value.as_str() == Some("");
    if !missing {
        return Ok(value);
    }
    let message = call.string(0)?;
    let cause = format!("the chart demands a value that is not given: {message}");
    if call.exec.run.strict {
        return Err(Fault::new(cause));
    }
    let notice = format!("{cause}; what depends on it is not known (give it in a values file)");
    call.exec.run.remark(NoticeKind::Unresolved, value.origin.from.or(call.at), notice);
    let origin = Origin { from: value.origin.from, doubt: Some(Doubt::Required), open: None };
    Ok(Value::unknown(origin, Some(true)))
}

fn version(text: &str) -> Result<Version, Fault> {
    Version::parse(text).ok_or_else(|| Fault::new(format!("`{text}` is no semantic version")))
}

fn semver_compare(call: &mut Call<'_, '_>) -> Reply {
    let constraint = call.string(0)?;
    let found = satisfies(&constraint, &version(&call.string(1)?)?);
    let found =
        found.ok_or_else(|| Fault::new(format!("`{constraint}` is no constraint on versions")))?;
    Ok(Value::bool(found))
}
