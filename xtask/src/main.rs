//! Tasks of the project: `cargo xtask TASK`.

mod arrows;
mod house;
mod new_check;
mod registry;
mod tidy;

use std::process::ExitCode;

use house::House;

const USAGE: &str = "\
usage: cargo xtask TASK

  new-check LAYER GROUP NAME   scaffold a check (`.rs` and `.md`) and register it
  gen [--check]                write the generated lists of checks (or only compare them)
  arrows                       compare the crates' dependencies with the table in ARCHITECTURE.md
  tidy                         file and function lengths, check pairs, pages, stray paths
";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    let house = House::here();
    let result = match args.as_slice() {
        ["new-check", layer, group, name] => new_check::run(&house, layer, group, name),
        ["gen"] => registry::write(&house),
        ["gen", "--check"] => registry::compare(&house),
        ["arrows"] => arrows::run(&house),
        ["tidy"] => tidy::run(&house),
        _ => Err(vec![USAGE.to_owned()]),
    };
    match result {
        Ok(said) => {
            println!("{}", said.join("\n"));
            ExitCode::SUCCESS
        }
        Err(mistakes) => {
            eprintln!("{}", mistakes.join("\n"));
            ExitCode::FAILURE
        }
    }
}
