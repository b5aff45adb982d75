//! A small office whose program gets no more memory and time than it should need, whatever a file claims.

use std::path::PathBuf;
use std::process::{Command, Output};

pub struct Office {
    folder: tempfile::TempDir,
    memory: u32,
    seconds: u32,
}

impl Office {
    /// With so much memory, in KiB, and so long for each command (on Linux).
    pub fn new(memory: u32, seconds: u32) -> Self {
        let office = Self { folder: tempfile::tempdir().unwrap(), memory, seconds };
        let out = office.run(&["init", "--unit", "529999001", "--name", "样例镇", "--officer", "测试员"]);
        assert!(out.status.success(), "{out:?}");
        office
    }

    pub fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn write(&self, name: &str, bytes: impl AsRef<[u8]>) {
        std::fs::write(self.file(name), bytes).unwrap();
    }

    pub fn run(&self, args: &[&str]) -> Output {
        let program = env!("CARGO_BIN_EXE_zhanbao");
        let mut command = Command::new(if cfg!(target_os = "linux") { "sh" } else { program });
        if cfg!(target_os = "linux") {
            let limits = format!(r#"ulimit -v {}; ulimit -t {}; exec "$0" "$@""#, self.memory, self.seconds);
            command.args(["-c", &limits, program]);
        }
        command.env("XDG_DATA_HOME", self.file("data")).env("XDG_CONFIG_HOME", self.file("config"));
        command.env("LC_ALL", "zh_CN.UTF-8").current_dir(self.folder.path());
        command.arg("--book").arg(self.file("book.zb")).args(["--day", "2026-03-01"]);
        command.args(args).output().unwrap()
    }
}
