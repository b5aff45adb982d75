//! Names for files that the program chooses: they say what is in them, and never stand for a file that is there.

use std::path::{Path, PathBuf};

/// A path in the folder that is not taken: `name.ending`, else `name(2).ending` and so on. What a file name may not hold
/// on some system becomes a dash.
pub fn free(folder: &Path, name: &str, ending: &str) -> PathBuf {
    let forbidden = |c: char| c.is_control() || r#"/\:*?"<>|"#.contains(c);
    let name: String = name.chars().map(|c| if forbidden(c) { '-' } else { c }).collect();
    let path = |n: u32| match n {
        1 => folder.join(format!("{name}.{ending}")),
        n => folder.join(format!("{name}({n}).{ending}")),
    };
    let taken = |path: &PathBuf| std::fs::symlink_metadata(path).is_ok();
    (1..).map(path).find(|path| !taken(path)).unwrap_or_else(|| path(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_is_taken_is_not_given_again() {
        let dir = tempfile::tempdir().unwrap();
        let first = free(dir.path(), "一镇/战报:2026-03-06", "xlsx");
        assert_eq!(first, dir.path().join("一镇-战报-2026-03-06.xlsx"));
        std::fs::write(&first, "").unwrap();
        let second = free(dir.path(), "一镇/战报:2026-03-06", "xlsx");
        assert_eq!(second, dir.path().join("一镇-战报-2026-03-06(2).xlsx"));
    }
}
