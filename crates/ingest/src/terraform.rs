//! Terraform: which root modules are judged, and evaluating those.

use rayon::prelude::*;
use ringfort_model::cloud::Resource;
use ringfort_source::SourceMap;
use ringfort_terraform::{
    Evaluated, File, Given, Project, is_code, is_stack_file, is_unit_file, is_var_file,
};
use ringfort_vocab::{FileState, Location, Notice, NoticeKind};

use crate::environment::Belongs;
use crate::read::Input;
use crate::{Ledger, Options};

/// Evaluates the root modules of the judged environment.
pub(crate) fn lower(
    sources: &SourceMap,
    inputs: &[Input],
    options: &Options<'_>,
    ledger: &mut Ledger,
) -> Vec<Resource> {
    let ours = |path: &str| is_code(path) || is_unit_file(path) || is_stack_file(path);
    if !inputs.iter().any(|i| ours(&i.path)) {
        unused_values(inputs, &[], options, ledger);
        undeclared(&[], options, ledger);
        return vec![];
    }
    let text = |i: &Input| sources.get(i.source).map_or("", |f| &*f.text);
    let files = inputs.iter().map(|i| File { source: i.source, path: &i.path, text: text(i) });
    let project = Project::new(files);
    for notice in project.notices() {
        ledger.notice_at(sources, notice.span, notice.kind, FileState::Partial, &notice.message);
    }
    let roots = project.roots();
    let belongs = |root: &&str| options.belongs(root) == Belongs::Other;
    let (others, own): (Vec<&str>, Vec<&str>) = roots.into_iter().partition(belongs);
    let given = Given {
        environment: Some(options.environment.name()),
        var_files: &options.var_files,
        variables: &options.variables,
        workspace: options.workspace.as_deref(),
    };
    let evaluated: Vec<Evaluated> =
        own.par_iter().map(|root| project.evaluate(root, &given)).collect();
    let mut resources = vec![];
    let (mut used, mut declared, mut units) = (vec![], vec![], vec![]);
    for module in evaluated {
        resources.extend(module.resources);
        used.extend(module.var_files);
        declared.extend(module.variables);
        units.extend(module.units);
        for notice in module.notices {
            enter(sources, &notice, ledger);
        }
    }
    leave_out(inputs, &others, &used, options, ledger);
    unused_values(inputs, &used, options, ledger);
    undeclared(&declared, options, ledger);
    unread_units(inputs, &others, &units, ledger);
    stacks(&project, ledger);
    resources
}

/// Files of Terragrunt that no evaluated unit is made of.
fn unread_units(inputs: &[Input], others: &[&str], read: &[String], ledger: &mut Ledger) {
    for input in inputs.iter().filter(|i| is_unit_file(&i.path)) {
        let folder = input.path.rsplit_once('/').map_or("", |(folder, _)| folder);
        if !others.contains(&folder) && !read.iter().any(|r| **r == *input.path) {
            let cause = "no unit that is judged reads it";
            ledger.lower(&input.path, FileState::NotEvaluated, cause);
        }
    }
}

/// Stacks of Terragrunt of which something is made when they are run only.
fn stacks(project: &Project<'_>, ledger: &mut Ledger) {
    for (file, cause) in project.stack_gaps() {
        let cause = format!("{cause}: scan what `terragrunt stack generate` writes");
        ledger.notice(file, NoticeKind::NotRendered, FileState::Partial, cause);
    }
}

/// Values that were given for variables which no evaluated root module declares, and those without a name.
fn undeclared(declared: &[String], options: &Options<'_>, ledger: &mut Ledger) {
    for given in &options.variables {
        let message = match given.split_once('=') {
            None => format!("the variable {given} has no value: write it as NAME=VALUE"),
            Some((name, _)) if declared.iter().any(|d| d == name) => continue,
            Some((name, _)) => {
                format!(
                    "the variable {name} is declared by no Terraform root module that is judged"
                )
            }
        };
        ledger.remark(Notice { kind: NoticeKind::Settings, message, location: None });
    }
}

/// A module that was not read and a bound that was hit lower the file; a value that is merely not known does not.
fn enter(sources: &SourceMap, notice: &ringfort_terraform::Notice, ledger: &mut Ledger) {
    if notice.kind.is_gap() {
        ledger.notice_at(sources, notice.span, notice.kind, FileState::Partial, &notice.message);
    } else {
        let location = Some(Location::of(sources, notice.span));
        ledger.remark(Notice { kind: notice.kind, message: notice.message.clone(), location });
    }
}

/// Root modules of other environments are seen and not judged.
fn leave_out(
    inputs: &[Input],
    roots: &[&str],
    used: &[String],
    options: &Options<'_>,
    ledger: &mut Ledger,
) {
    let cause = format!("belongs to another environment than {}", options.environment.name());
    let judged = |path: &str| is_code(path) || is_var_file(path) || is_unit_file(path);
    for input in inputs.iter().filter(|i| judged(&i.path)) {
        let folder = input.path.rsplit_once('/').map_or("", |(folder, _)| folder);
        if roots.contains(&folder) && !used.iter().any(|u| **u == *input.path) {
            ledger.lower(&input.path, FileState::NotEvaluated, &*cause);
        }
    }
}

/// Variable files that no evaluated module took, and those that were asked for in vain.
fn unused_values(inputs: &[Input], used: &[String], options: &Options<'_>, ledger: &mut Ledger) {
    for input in
        inputs.iter().filter(|i| is_var_file(&i.path) && !used.iter().any(|u| **u == *i.path))
    {
        let cause = format!(
            "not among the variable files of the environment {}",
            options.environment.name()
        );
        ledger.lower(&input.path, FileState::NotEvaluated, cause);
    }
    for file in &options.var_files {
        let path = file.trim_start_matches("./");
        // Values of CloudFormation's parameters are told in the same way.
        let elsewhere = ledger.format(path) == Some(crate::cloudformation::PARAMETERS);
        if elsewhere || used.iter().any(|u| u == path) {
            continue;
        }
        let cause = if !inputs.iter().any(|i| &*i.path == path) {
            "is not among the files of the scan: give its path from the scanned folder"
        } else if !is_var_file(path) {
            "was not read: its name must end in .tfvars or .tfvars.json"
        } else {
            "was not used: no Terraform module of the environment is judged"
        };
        let message = format!("the variable file {file} {cause}");
        ledger.remark(Notice { kind: NoticeKind::Settings, message, location: None });
    }
}

#[cfg(test)]
mod tests {
    use ringfort_vocab::NoticeKind;

    use crate::{Memory, Options, ingest};

    #[test]
    fn variables_of_the_command_line_that_nothing_declares_are_said() {
        let files = [("main.tf", "variable \"v\" {}\nresource \"a\" \"b\" {\n  v = var.v\n}\n")];
        let none = "the variable w is declared by no Terraform root module that is judged";
        let bare = "the variable v has no value: write it as NAME=VALUE";
        let table: [(&[&str], Option<&str>, &[&str]); 3] = [
            (&["v=1"], Some("1"), &[]),
            (&["w=1", "v=2", "v=3"], Some("3"), &[none]),
            (&["v"], None, &[bare]),
        ];
        for (told, want, said) in table {
            let variables = told.iter().map(|v| (*v).to_owned()).collect();
            let found = ingest(&Memory::new(files), &Options { variables, ..Options::default() });
            let resource = found.model.resources.iter().find(|r| r.address == "a.b");
            assert_eq!(resource.and_then(|r| r.at("v").str()), want, "{told:?}");
            let notices = found.notices.iter().filter(|n| n.kind == NoticeKind::Settings);
            let got: Vec<&str> = notices.map(|n| n.message.as_str()).collect();
            assert_eq!(got, said, "{told:?}");
        }
    }

    #[test]
    fn the_workspace_is_the_one_that_is_told() {
        let code = "resource \"a\" \"b\" {\n  v = terraform.workspace\n}\n";
        let workspace = Some("blue".to_owned());
        let options = Options { workspace, ..Options::default() };
        let found = ingest(&Memory::new([("main.tf", code)]), &options);
        assert_eq!(found.model.resources.first().and_then(|r| r.at("v").str()), Some("blue"));
    }

    #[test]
    fn units_of_terragrunt_are_judged_by_the_environment_they_lie_in() {
        let unit = "terraform {\n  source = \"../../mod\"\n}\ninputs = {\n  v = 1\n}\n";
        let files = [
            ("prod/a/terragrunt.hcl", unit),
            ("dev/a/terragrunt.hcl", unit),
            ("mod/main.tf", "variable \"v\" {}\nresource \"a\" \"b\" {\n  v = var.v\n}\n"),
        ];
        let environment = ringfort_vocab::Environment::Prod;
        let found = ingest(&Memory::new(files), &Options { environment, ..Options::default() });
        let made = found.model.resources.iter().filter(|r| r.address == "a.b");
        assert_eq!(made.map(|r| &*r.root).collect::<Vec<_>>(), ["prod/a"]);
        let state = |path: &str| found.files.iter().find(|f| &*f.file == path).map(|f| f.state);
        assert_ne!(state("prod/a/terragrunt.hcl"), state("dev/a/terragrunt.hcl"));
    }

    /// Files told, the value that wins, what is said of which file.
    type Case<'a> = (&'a [&'a str], i64, &'a [(&'a str, &'a str)]);

    #[test]
    fn variable_files_are_taken_by_name_and_those_that_are_not_are_said() {
        let files = [
            (
                "app/main.tf",
                "variable \"v\" { default = 1 }\nresource \"a\" \"b\" {\n  v = var.v\n}\n",
            ),
            ("app/prod.tfvars", "v = 2\n"),
            ("dev/eu.tfvars", "v = 3\n"),
            ("vars.txt", "v = 4\n"),
        ];
        let missing = "is not among the files of the scan: give its path from the scanned folder";
        let unread = "was not read: its name must end in .tfvars or .tfvars.json";
        let table: [Case<'_>; 5] = [
            (&[], 2, &[]),
            (&["dev/eu.tfvars"], 3, &[]),
            (&["./dev/eu.tfvars", "app/prod.tfvars"], 2, &[]),
            (&["none.tfvars"], 2, &[("none.tfvars", missing)]),
            (&["vars.txt"], 2, &[("vars.txt", unread)]),
        ];
        for (told, want, said) in table {
            let var_files = told.iter().map(|f| (*f).to_owned()).collect();
            let options = Options {
                environment: ringfort_vocab::Environment::Prod,
                var_files,
                ..Options::default()
            };
            let found = ingest(&Memory::new(files), &options);
            let resource = found.model.resources.iter().find(|r| r.address == "a.b");
            let value = resource.and_then(|r| r.at("v").node()?.as_i64());
            assert_eq!(value, Some(want), "{told:?}");
            let notices = found.notices.iter().filter(|n| n.kind == NoticeKind::Settings);
            let got: Vec<&str> = notices.map(|n| n.message.as_str()).collect();
            let said: Vec<String> =
                said.iter().map(|(f, why)| format!("the variable file {f} {why}")).collect();
            assert_eq!(got, said, "{told:?}");
        }
    }
}
