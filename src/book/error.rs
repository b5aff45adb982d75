//! What can go wrong with a book, and what the officer can do about it.

use std::path::PathBuf;

/// An error of the book. Each says what, where, and what to do.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The act contradicts what the book knows; nothing was changed.
    #[error("{0}")]
    Refused(String),
    /// No book there.
    #[error("找不到账本 {0};先用 zhanbao init 建账,或用 --book 指定文件")]
    NoBook(PathBuf),
    /// A file is already there.
    #[error("{0} 已存在;换一个文件名,或直接使用它")]
    Exists(PathBuf),
    /// The file is no book, or its content is damaged.
    #[error("账本 {path} 损坏或不是账本:{what};请停止录入,用备份恢复")]
    Damaged {
        /// Which file.
        path: PathBuf,
        /// What was found.
        what: String,
    },
    /// SQLite finds the file damaged, or no database at all.
    #[error("这个文件损坏或不是账本({0});请停止录入,保留文件,用备份恢复")]
    Corrupt(String),
    /// Made by a newer version.
    #[error("账本 {0} 由更新版本的程序建立;请升级本程序后再打开")]
    Newer(PathBuf),
    /// Another process holds the book for longer than is waited for.
    #[error("账本正被另一个程序占用,5 秒内没有等到;稍后再试,本次没有写入")]
    Busy,
    /// The disk, or SQLite.
    #[error("读写账本出错:{0};本次没有写入")]
    Sqlite(rusqlite::Error),
    /// Reading or writing a file beside the book.
    #[error("读写文件 {path} 出错:{source}")]
    File {
        /// Which file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// A fact could not be written as JSON, or a random number could not be had.
    #[error("内部错误:{0}")]
    Internal(String),
}

impl Error {
    /// A refusal in words.
    pub fn refused(words: impl Into<String>) -> Self {
        Error::Refused(words.into())
    }

    /// For `map_err` on a file operation.
    pub fn file(path: &std::path::Path) -> impl FnOnce(std::io::Error) -> Error + '_ {
        move |source| Error::File { path: path.to_path_buf(), source }
    }

    /// Whether the book itself is unusable (exit status 3).
    pub fn is_damage(&self) -> bool {
        matches!(self, Error::Damaged { .. } | Error::Corrupt(_) | Error::Newer(_))
    }
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode::*;
        match error.sqlite_error_code() {
            Some(DatabaseBusy | DatabaseLocked) => Error::Busy,
            Some(NotADatabase | DatabaseCorrupt) => Error::Corrupt(error.to_string()),
            _ => Error::Sqlite(error),
        }
    }
}

impl From<serde_json::Error> for Error {
    fn from(error: serde_json::Error) -> Self {
        Error::Internal(error.to_string())
    }
}

/// Result of a book operation.
pub type Result<T> = std::result::Result<T, Error>;
