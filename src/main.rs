//! Parse, run, print errors: nothing else.

use std::process::ExitCode;

/// An import allocates on one thread and frees on another, which the system's allocator does slowly.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    zhanbao::cli::main()
}
