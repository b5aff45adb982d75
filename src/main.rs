//! Parse, run, print errors: nothing else.

use std::process::ExitCode;

fn main() -> ExitCode {
    zhanbao::cli::main()
}
