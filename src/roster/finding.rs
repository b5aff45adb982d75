//! What reading a roster finds: one line per thing that is wrong or was put right, with a stable code
//! (design/CLI.md, "import roster"). A finding never shows a whole ID number.

use crate::domain::id_number;
use crate::locale::say;
use crate::sheet;
use crate::text;
use serde::Serialize;

/// How grave a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The row is rejected.
    Error,
    /// The row is taken and needs a look.
    Warning,
    /// The cell was normalised; nothing to do.
    Notice,
}

impl Severity {
    /// The severity that belongs to a code.
    pub fn of(code: &str) -> Self {
        match code {
            "id.legacy15" | "id.birth_mismatch" | "id.sex_mismatch" => Self::Warning,
            "id.lowercase_x" | "text.fullwidth" | "text.spaces" | "text.apostrophe" | "date.format" => Self::Notice,
            "name.missing" | "household.missing" | "village.unknown" | "village.wrong_township" => Self::Error,
            _ if code.starts_with("id.") => Self::Error,
            _ => Self::Warning,
        }
    }
}

/// One finding, as `--json` prints it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Finding {
    /// Row number as a spreadsheet program shows it.
    pub row: u32,
    /// Key of the field.
    pub column: &'static str,
    /// Stable code.
    pub code: &'static str,
    /// How grave.
    pub severity: Severity,
    /// The cell's text: cleaned, shortened, ID numbers masked.
    pub value: String,
    /// What is wrong and what to do, for the officer.
    pub message: String,
}

/// Longest value that a finding quotes, in characters.
const LONGEST: usize = 60;

impl Finding {
    /// A finding on one cell; the severity follows from the code.
    pub fn new(row: u32, column: &'static str, code: &'static str, value: &str, message: String) -> Self {
        Self { row, column, code, severity: Severity::of(code), value: shown(column, value), message }
    }

    /// As one line, the column by its header; a cell that holds nothing leaves no gap.
    pub fn line(&self, column: &str) -> String {
        let Self { row, value, message, .. } = self;
        match value.is_empty() {
            true => say!("daybook-finding-empty", row = *row, column = column, message = message),
            false => say!("daybook-finding", row = *row, column = column, value = value, message = message),
        }
    }

    /// The same, as grave as is said: in a form, a cell that cannot be read keeps its row out.
    pub fn with(self, severity: Severity) -> Self {
        Self { severity, ..self }
    }
}

/// A cell's text as a finding may show it.
pub fn shown(column: &str, value: &str) -> String {
    let value = text::clean(value);
    let value = value.trim();
    if (column == "id_no" && !sheet::is_error_value(value)) || holds_id(value) {
        return shorten(&id_number::mask(value));
    }
    shorten(value)
}

fn shorten(value: &str) -> String {
    match value.char_indices().nth(LONGEST) {
        Some((at, _)) => format!("{}…", &value[..value.char_indices().nth(LONGEST - 1).map_or(at, |(at, _)| at)]),
        None => value.to_owned(),
    }
}

/// Whether an ID number seems to have slipped into another column.
fn holds_id(value: &str) -> bool {
    value.bytes().filter(u8::is_ascii_digit).count() >= 15
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_finding_prints_as_the_contract_says() {
        let finding = Finding::new(17, "wage", "number.invalid", "面议", "月收入应只写数字".into());
        assert_eq!(
            serde_json::to_string(&finding).unwrap(),
            r#"{"row":17,"column":"wage","code":"number.invalid","severity":"warning","value":"面议","message":"月收入应只写数字"}"#
        );
    }

    #[test]
    fn severities_follow_the_codes() {
        for code in ["id.missing", "id.duplicate", "id.excel_damaged", "name.missing", "village.wrong_township"] {
            assert_eq!(Severity::of(code), Severity::Error, "{code}");
        }
        for code in ["id.legacy15", "id.sex_mismatch", "value.unknown", "work.contradiction", "household.no_head"] {
            assert_eq!(Severity::of(code), Severity::Warning, "{code}");
        }
        for code in ["id.lowercase_x", "text.spaces", "date.format"] {
            assert_eq!(Severity::of(code), Severity::Notice, "{code}");
        }
    }

    #[test]
    fn an_id_number_in_any_column_is_masked() {
        let value = Finding::new(1, "phone", "phone.invalid", "11010519491231002X", String::new()).value;
        assert!(!value.contains("19491231"), "{value}");
        assert_eq!(shown("address", &"甲".repeat(200)).chars().count(), LONGEST);
    }
}
