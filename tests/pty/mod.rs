//! The real program on a pseudo-terminal, seen through a terminal emulator.

#![allow(dead_code, clippy::unwrap_used)] // each test file uses its own part

pub mod commands;
pub mod town;

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

/// A machine with other things to do is slow; a program that hangs stays so.
const PATIENCE: Duration = Duration::from_secs(40);

fn cells(n: u16) -> NonZeroU16 {
    NonZeroU16::new(n).unwrap()
}

pub struct Terminal {
    master: Box<dyn MasterPty + Send>,
    writer: Box<dyn Write + Send>,
    screen: Arc<Mutex<vt100::Parser>>,
    /// All that the program has written.
    written: Arc<Mutex<Vec<u8>>>,
    child: Box<dyn Child + Send + Sync>,
    pub keys: usize,
}

impl Terminal {
    /// Starts the program in a home of its own.
    pub fn start(home: &Path, arguments: &[&str], width: u16, height: u16) -> Self {
        Self::start_with(home, arguments, &[], width, height)
    }

    /// Starts it with something else in its surroundings.
    pub fn start_with(home: &Path, arguments: &[&str], surroundings: &[(&str, &str)], width: u16, height: u16) -> Self {
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_zhanbao"));
        command.args(arguments);
        Self::spawn(home, command, surroundings, width, height)
    }

    /// Starts a shell that does this.
    pub fn start_shell(home: &Path, script: &str, width: u16, height: u16) -> Self {
        let mut command = CommandBuilder::new("/bin/sh");
        command.args(["-c", script]);
        Self::spawn(home, command, &[], width, height)
    }

    fn spawn(home: &Path, mut command: CommandBuilder, surroundings: &[(&str, &str)], width: u16, height: u16) -> Self {
        let size = PtySize { rows: height, cols: width, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).unwrap();
        for (name, value) in [("LC_ALL", "zh_CN.UTF-8"), ("TERM", "xterm-256color"), ("COLORTERM", "truecolor")] {
            command.env(name, value);
        }
        command.env_remove("NO_COLOR");
        command.env("XDG_DATA_HOME", home.join("data"));
        command.env("XDG_CONFIG_HOME", home.join("config"));
        surroundings.iter().for_each(|(name, value)| command.env(name, value));
        command.cwd(home);
        let child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let screen = Arc::new(Mutex::new(vt100::Parser::new(cells(height), cells(width), 0)));
        let mut reader = pair.master.try_clone_reader().unwrap();
        let written: Arc<Mutex<Vec<u8>>> = Arc::default();
        let (seen, kept) = (screen.clone(), written.clone());
        std::thread::spawn(move || {
            let mut buffer = [0; 8192];
            while let Ok(n @ 1..) = reader.read(&mut buffer) {
                kept.lock().unwrap().extend_from_slice(&buffer[..n]);
                seen.lock().unwrap().process(&buffer[..n]);
            }
        });
        let writer = pair.master.take_writer().unwrap();
        Self { master: pair.master, writer, screen, written, child, keys: 0 }
    }

    /// Presses keys, separated by spaces: `v z x m enter`.
    pub fn press(&mut self, keys: &str) {
        for key in keys.split_whitespace() {
            self.keys += 1;
            let bytes: Vec<u8> = match key {
                "enter" => b"\r".to_vec(),
                "esc" => b"\x1b".to_vec(),
                "tab" => b"\t".to_vec(),
                "space" => b" ".to_vec(),
                "up" => b"\x1b[A".to_vec(),
                "down" => b"\x1b[B".to_vec(),
                "right" => b"\x1b[C".to_vec(),
                "left" => b"\x1b[D".to_vec(),
                key if key.starts_with("ctrl-") => vec![key.as_bytes()[5] & 0x1f],
                key => key.as_bytes().to_vec(),
            };
            self.write(&bytes);
            // A lone escape is told from the beginning of a sequence by what follows it.
            if key == "esc" {
                std::thread::sleep(Duration::from_millis(60));
            }
        }
    }

    /// Types a text, a key for each character.
    pub fn type_text(&mut self, text: &str) {
        self.keys += text.chars().count();
        self.write(text.as_bytes());
    }

    /// How many keys were pressed since this was asked last.
    pub fn keys_pressed(&mut self) -> usize {
        std::mem::take(&mut self.keys)
    }

    /// Pastes, as terminals bracket it.
    pub fn paste(&mut self, text: &str) {
        self.write(format!("\x1b[200~{text}\x1b[201~").as_bytes());
    }

    pub fn write(&mut self, bytes: &[u8]) {
        self.writer.write_all(bytes).unwrap();
        self.writer.flush().unwrap();
    }

    pub fn resize(&mut self, width: u16, height: u16) {
        self.master.resize(PtySize { rows: height, cols: width, pixel_width: 0, pixel_height: 0 }).unwrap();
        self.screen.lock().unwrap().screen_mut().set_size(cells(height), cells(width));
    }

    /// The screen as text.
    pub fn text(&self) -> String {
        self.screen.lock().unwrap().screen().contents()
    }

    /// Line and column of the terminal's cursor.
    pub fn caret(&self) -> (u16, u16) {
        self.screen.lock().unwrap().screen().cursor_position()
    }

    /// Whether the program has given the terminal back; what it wrote last may still be on its way when it has ended.
    pub fn is_restored(&self) -> bool {
        let begun = Instant::now();
        loop {
            let screen = self.screen.lock().unwrap();
            if !screen.screen().alternate_screen() && !screen.screen().bracketed_paste() {
                return true;
            }
            drop(screen);
            if begun.elapsed() > Duration::from_secs(2) {
                return false;
            }
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    /// Whether nothing on the screen has a colour of its own.
    pub fn is_colourless(&self) -> bool {
        let screen = self.screen.lock().unwrap();
        let (rows, columns) = screen.screen().size();
        let cells = (0..rows.get()).flat_map(|row| (0..columns.get()).map(move |column| (row, column)));
        cells
            .filter_map(|(row, column)| screen.screen().cell(row, column))
            .all(|cell| cell.fgcolor() == vt100::Color::Default && cell.bgcolor() == vt100::Color::Default)
    }

    /// Waits until the screen shows a text; how long that took.
    pub fn wait_for(&self, text: &str) -> Duration {
        self.wait_until(text, |screen| screen.contains(text))
    }

    /// Waits until the screen shows one of these; which of them.
    pub fn wait_for_any(&self, texts: &[&str]) -> usize {
        let mut which = 0;
        self.wait_until(&texts.join(" / "), |screen| match texts.iter().position(|text| screen.contains(text)) {
            Some(at) => {
                which = at;
                true
            }
            None => false,
        });
        which
    }

    /// Waits until this is true of the screen; how long that took.
    pub fn wait_until(&self, what: &str, mut fits: impl FnMut(&str) -> bool) -> Duration {
        let begun = Instant::now();
        while !fits(&self.text()) {
            assert!(begun.elapsed() < PATIENCE, "no {what:?} on\n{}", self.text());
            std::thread::sleep(Duration::from_millis(10));
        }
        begun.elapsed()
    }

    /// All that the program has written to the terminal so far.
    pub fn written(&self) -> Vec<u8> {
        self.written.lock().unwrap().clone()
    }

    /// Waits until the screen shows a text no more.
    pub fn wait_gone(&self, text: &str) {
        let begun = Instant::now();
        while self.text().contains(text) {
            assert!(begun.elapsed() < PATIENCE, "still {text:?} on\n{}", self.text());
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    /// What stands to the left of the cursor in its line, back to the last blank or frame.
    pub fn typed(&self) -> String {
        let screen = self.screen.lock().unwrap();
        let (row, column) = screen.screen().cursor_position();
        let line = screen.screen().contents_between(row, 0, row, column);
        line.rsplit([' ', '│', '|', '›', '/']).next().unwrap_or_default().to_string()
    }

    /// Ticks of processor time used so far (hundredths of a second), and resident memory in kB.
    pub fn used(&self) -> (u64, u64) {
        let of = |file: &str| std::fs::read_to_string(format!("/proc/{}/{file}", self.process())).unwrap_or_default();
        let stat = of("stat");
        let fields: Vec<&str> = stat.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
        let tick = |n: usize| fields.get(n).and_then(|f| f.parse::<u64>().ok()).unwrap_or(0);
        let status = of("status");
        let rss = status.lines().find_map(|l| l.strip_prefix("VmRSS:")?.trim().trim_end_matches(" kB").parse().ok());
        (tick(11) + tick(12), rss.unwrap_or(0))
    }

    pub fn process(&self) -> u32 {
        self.child.process_id().unwrap()
    }

    /// Sends a signal by name.
    pub fn signal(&self, name: &str) {
        let sent = std::process::Command::new("kill").args(["-s", name, &self.process().to_string()]).status();
        assert!(sent.unwrap().success());
    }

    /// Waits for the program's end; gives whether it ended well.
    pub fn ended(&mut self) -> bool {
        self.status() == 0
    }

    /// Waits for the program's end; gives its status.
    pub fn status(&mut self) -> u32 {
        let begun = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status.exit_code();
            }
            assert!(begun.elapsed() < PATIENCE, "still there:\n{}", self.text());
            std::thread::sleep(Duration::from_millis(10));
        }
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
