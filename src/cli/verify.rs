//! `verify` and `rebuild`: proof that the book is whole, and everything derived built anew.

use super::failure::{Failure, Outcome};
use super::output;
use super::session::Session;
use serde_json::json;

pub fn run(session: &Session) -> Result<Outcome, Failure> {
    let mut book = session.open()?;
    let found = book.verify()?;
    if session.json {
        output::json(&json!({
            "ok": found.problems.is_empty(), "entries": found.entries, "devices": found.devices,
            "problems": found.problems, "notices": found.notices,
        }))?;
    } else {
        output::line(format!("{} 条记录,{} 台设备", found.entries, found.devices))?;
        found.notices.iter().for_each(|notice| eprintln!("提示:{notice}"));
        if found.problems.is_empty() {
            output::line("校验链完整,派生数据与记录一致")?;
        }
    }
    if found.problems.is_empty() {
        return Ok(Outcome::Done);
    }
    if !session.json {
        found.problems.iter().take(20).for_each(|problem| eprintln!("错误:{problem}"));
    }
    Err(Failure::damaged(format!("账本有 {} 处不符;请停止录入,保留文件,用备份恢复", found.problems.len())))
}

pub fn rebuild(session: &Session) -> Result<Outcome, Failure> {
    let mut book = session.open()?;
    book.rebuild()?;
    if session.json {
        output::json(&json!({"rebuilt": true, "entries": book.entries()?}))?;
    } else {
        output::line(format!("已由 {} 条记录重建", book.entries()?))?;
    }
    Ok(Outcome::Done)
}
