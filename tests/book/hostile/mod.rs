//! What others send, meant ill: entries, files, settings, texts. Each is taken, or refused with one sentence that says
//! where; nothing brings the program down, nothing half is done, and what is shown or sent on does nothing by itself.
//!
//! Short here; `PROPTEST_CASES=20000 cargo test --release --test book hostile` tries as much as one likes.

#[path = "../../hostile/mod.rs"]
pub mod absurd;
mod bombs;
mod files;
mod merged;
mod outward;

use proptest::test_runner::Config;

/// So many cases, or as many as `PROPTEST_CASES` says.
pub fn cases(short: u32) -> Config {
    let asked = std::env::var("PROPTEST_CASES").ok().and_then(|n| n.parse().ok());
    Config { cases: asked.unwrap_or(short), failure_persistence: None, max_shrink_iters: 4_000, ..Config::default() }
}
