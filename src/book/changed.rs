//! Whether anything was written since: what the console asks twice a second, and what keeps counts for a while.

use super::Book;
use super::error::Result;

/// A state of the book, as one connection sees it. Only good for the book that gave it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Token {
    /// What others have committed.
    others: i64,
    /// What this connection has written.
    own: u64,
}

impl Token {
    /// Whether nobody but this connection has written between these two states.
    pub(super) fn is_same_but_own(self, other: Self) -> bool {
        self.others == other.others
    }
}

impl Book {
    /// The state of the book now. Reads no page.
    pub fn token(&self) -> Result<Token> {
        Ok(Token { others: self.current_data_version()?, own: self.conn.total_changes() })
    }

    /// Whether anything was written since, here or by another process.
    pub fn changed_since(&self, token: Token) -> Result<bool> {
        Ok(self.token()? != token)
    }
}
