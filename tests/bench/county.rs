//! How fast a county's book is: `cargo bench`. Every measurement has a fixed name and stands beside its peer or its
//! limit, measured in the same run on the same disk; at the end one table says ours, peer, ratio, goal.
//!
//! `ZHANBAO_BENCH_PEOPLE` and `ZHANBAO_BENCH_DAYS` say how large the made-up book is (50,000 and 90 unless told; the
//! county is 1,000,000 and 900). `ZHANBAO_BENCH_BOOK` names a kept one instead: it is copied, never written.
//! `ZHANBAO_BENCH_TENTH` may name one with a tenth of the history. Books are put in the system's temporary folder.
//! A name on the command line measures that alone: `cargo bench -- find`.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

#[path = "../headless/mod.rs"]
mod headless;
#[path = "../pty/mod.rs"]
mod pty;

mod console;
mod figures;
mod fixture;
mod ledger;
mod matching;
mod reading;
mod roster;

/// As the program has it.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    divan::Divan::from_args().main();
    figures::table();
    fixture::clear();
}
