//! The ringfort command: arguments, exit codes, progress, help.

fn main() {}
