//! The functions that files of settings have beside those of the language. Folders are given from the root of the
//! scan, as absolute paths.

use std::rc::Rc;

use ringfort_source::Span;

use super::unit::{as_value, inside, settings_at, unit};
use super::{Context, FILE};
use crate::module::relative;
use crate::project::folder;
use crate::scope::Scope;
use crate::value::Val;

/// Calls `name` in a file of settings; `None` if it is not one of its functions.
pub(crate) fn call(scope: &Rc<Scope<'_>>, name: &str, all: &[Val], at: Span) -> Option<Val> {
    let context = scope.settings.as_ref()?;
    let text = |i: usize| all.get(i).and_then(Val::text);
    let path = |folder: &str| Val::str(at, format!("/{folder}"));
    let parent = context.parent.borrow().clone().unwrap_or_else(|| context.folder.clone());
    Some(match name {
        "get_terragrunt_dir" | "get_original_terragrunt_dir" | "get_working_dir" => {
            path(&context.unit)
        }
        "get_parent_terragrunt_dir" => path(&parent),
        "get_repo_root" => path(""),
        "get_path_to_repo_root" => Val::str(at, relative(&context.unit, "")),
        "get_path_from_repo_root" => Val::str(at, relative("", &context.unit)),
        "path_relative_to_include" => Val::str(at, relative(&parent, &context.unit)),
        "path_relative_from_include" => Val::str(at, relative(&context.unit, &parent)),
        "find_in_parent_folders" => in_parents(scope, context, all, at),
        "read_terragrunt_config" => read_config(scope, context, all, at),
        "read_tfvars_file" => match text(0) {
            Some(path) => read_values(scope, context, &path, at),
            None => Val::unknown(at, "which file is read is not known"),
        },
        "mark_as_read" => all.first()?.clone(),
        "get_env" => {
            let name = text(0).unwrap_or_default();
            Val::unknown(at, format!("the environment variable {name} is known when it runs only"))
        }
        "run_cmd"
        | "sops_decrypt_file"
        | "get_aws_account_id"
        | "get_aws_account_alias"
        | "get_aws_caller_identity_arn"
        | "get_aws_caller_identity_user_id"
        | "get_platform"
        | "get_terraform_command"
        | "get_terraform_cli_args"
        | "get_default_retryable_errors"
        | "get_terragrunt_source_cli_flag" => {
            Val::unknown(at, format!("{name} is known when it runs only"))
        }
        _ => return None,
    })
}

/// The nearest file of a name in the folders above the unit.
fn in_parents(scope: &Scope<'_>, context: &Context, all: &[Val], at: Span) -> Val {
    let name = match all.first() {
        None => FILE.into(),
        Some(name) => match name.text() {
            Some(text) => text,
            None => return name.unknown_like(at),
        },
    };
    let mut here = &*context.unit;
    while !here.is_empty() {
        here = folder(here);
        let path = if here.is_empty() { name.to_string() } else { format!("{here}/{name}") };
        let project = scope.engine.project;
        if project.files.contains_key(path.as_str()) || project.has_folder(&path) {
            return Val::str(at, format!("/{path}"));
        }
    }
    match all.get(1) {
        Some(fallback) => fallback.clone(),
        None => Val::unknown(at, format!("no folder above holds {name}")),
    }
}

fn read_config(scope: &Rc<Scope<'_>>, context: &Context, all: &[Val], at: Span) -> Val {
    let Some(path) = all.first() else { return Val::error(at, "which file is read is missing") };
    let Some(text) = path.text() else { return path.unknown_like(at) };
    let found = settings_at(scope, &text)
        .and_then(|path| unit(&scope.engine, &path, &context.unit, context.depth + 1));
    match (found, all.get(1)) {
        (Some(read), _) => as_value(&read, at),
        (None, Some(fallback)) => fallback.clone(),
        (None, None) => Val::unknown(at, format!("{text} is not part of the scan")),
    }
}

/// The values of a variable file, as the text of JSON.
fn read_values(scope: &Rc<Scope<'_>>, context: &Context, path: &str, at: Span) -> Val {
    let path = inside(&context.folder, path);
    let Some(lines) = path.and_then(|p| scope.engine.project.var_files.get(p.as_str())) else {
        return Val::unknown(at, "the variable file is not part of the scan");
    };
    let entry = |attr: &ringfort_syntax::hcl::Attr| {
        (Rc::from(&*attr.name), (attr.name_span, scope.eval(&attr.value, None)))
    };
    Val::json(at, Val::map(at, lines.iter().map(entry).collect()))
}
