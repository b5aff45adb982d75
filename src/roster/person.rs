//! What a row says of the person: names and phones put into one form, the closed vocabularies, and where a column
//! contradicts the ID number (which wins).

use super::cells::{Cells, names_month_only, plain};
use super::columns::Field;
use super::words;
use crate::domain::codes;
use crate::domain::facts::{Certificate, PersonFacts, Wish};
use crate::domain::id_number::IdNumber;
use crate::domain::keys::Status;
use crate::locale::say;
use crate::text;
use chrono::Datelike;
use compact_str::CompactString;

/// More characters than any name has: a sentence stands in the column, or several cells in one.
const LONGEST_NAME: usize = 60;

/// The name without spaces, and with one kind of dot.
pub fn name(cells: &mut Cells<'_>) -> Option<CompactString> {
    if cells.refuse_error(Field::Name, "name.missing") {
        return None;
    }
    let name = cells.compact(Field::Name).map(|name| one_dot(&name));
    match &name {
        Some(name) => {
            cells.warn_of_formula(Field::Name, name);
            if name.chars().count() > LONGEST_NAME {
                cells.find(Field::Name, "value.unknown", say!("roster-name-long", most = LONGEST_NAME));
            }
        }
        None => cells.find(Field::Name, "name.missing", say!("roster-name-missing")),
    }
    name.map(Into::into)
}

/// One kind of dot in names of several parts (阿依·测试).
pub(super) fn one_dot(name: &str) -> String {
    if !name.contains(['•', '‧', '.', '・', '∙', '⋅', '˙']) {
        return name.to_owned();
    }
    let letters: Vec<char> = name.chars().collect();
    let chinese =
        |at: Option<usize>| at.and_then(|at| letters.get(at)).is_some_and(|c| !c.is_ascii() && c.is_alphabetic());
    let dot = |at: usize, c: char| match c {
        '•' | '‧' | '.' | '・' | '∙' | '⋅' | '˙' if chinese(at.checked_sub(1)) && chinese(Some(at + 1)) => {
            '·'
        }
        c => c,
    };
    letters.iter().enumerate().map(|(at, &c)| dot(at, c)).collect()
}

/// Columns that repeat what the ID number says. The number wins.
pub fn against_id(cells: &mut Cells<'_>, id: &IdNumber) {
    let (birth, written) = (id.birth(), cells.raw(Field::Birth));
    let month = if names_month_only(written) { text::read_date(written) } else { None };
    let agrees = match month.map(|reading| reading.date) {
        Some(month) => (month.year(), month.month()) == (birth.year(), birth.month()),
        None => cells.date(Field::Birth).is_none_or(|stated| stated == birth),
    };
    if !agrees {
        cells.find(Field::Birth, "id.birth_mismatch", say!("roster-birth-mismatch"));
    }
    if cells.word(Field::Sex, words::sex, || say!("roster-expect-sex")).is_some_and(|sex| sex != id.sex()) {
        cells.find(Field::Sex, "id.sex_mismatch", say!("roster-sex-mismatch"));
    }
}

/// Everything else about the person.
pub fn about(cells: &mut Cells<'_>, person: &mut PersonFacts) {
    person.ethnic = cells.coded(Field::Ethnic, &codes::ETHNIC);
    person.relation = cells
        .coded(Field::Relation, &codes::RELATION)
        .map(|relation| match plain(&relation) {
            relation if words::is_head(&relation) => "户主".to_owned(),
            relation => relation.into_owned(),
        })
        .map(Into::into);
    person.person_no = cells.text(Field::PersonNo);
    person.education = cells.coded(Field::Education, &codes::EDUCATION);
    person.school = cells.text(Field::School);
    person.graduates = cells.date(Field::Graduates);
    person.health = cells.text(Field::Health);
    person.disability = cells.text(Field::Disability);
    person.capacity = cells.word(Field::Capacity, words::capacity, || say!("roster-expect-capacity"));
    person.phone = phone(cells, Field::Phone);
    person.phone2 = phone(cells, Field::Phone2);
    person.residence = cells.text(Field::Residence);
    person.wish = wish(cells);
    person.why_idle = cells.text(Field::WhyIdle);
    person.skills = cells.text(Field::Skills);
    person.training_wish = cells.text(Field::TrainingWish);
    person.unemployed_since = cells.date(Field::UnemployedSince);
    person.hardship = cells.text(Field::Hardship);
    let number = cells.text(Field::CertificateNo);
    match cells.date(Field::CertificateDate) {
        Some(date) => person.certificate = Some(Certificate { number, date }),
        None => cells.keep(Field::CertificateNo),
    }
    person.status = cells.word(Field::Status, words::status, || say!("roster-expect-status"));
    let asks = cells.columns.asks(Field::Student);
    let student = plain(cells.raw(Field::Student));
    if !student.is_empty() && matches!(person.status, None | Some(Status::Active)) {
        match words::in_school(&student, asks) {
            Some(true) => person.status = Some(Status::School),
            Some(false) => person.status = Some(Status::Active),
            None => {}
        }
    }
}

fn wish(cells: &mut Cells<'_>) -> Option<Wish> {
    let signed = cells.word(Field::Signed, words::signed, || say!("roster-expect-yes-no"));
    let wish = cells.word(Field::Wish, words::wish, || say!("roster-expect-wish"))?;
    Some(Wish {
        wish,
        signed: signed.unwrap_or(false),
        place: cells.text(Field::WishPlace),
        occupation: cells.text(Field::WishOccupation),
        wage: cells.number(Field::WishWage),
    })
}

/// A mobile number, or an area code and 7 or 8 digits.
fn phone(cells: &mut Cells<'_>, field: Field) -> Option<CompactString> {
    if cells.refuse_error(field, "phone.invalid") {
        return None;
    }
    let compact = cells.compact(field)?;
    let number = read_phone(&compact);
    if number.is_none() {
        let title = cells.columns.title(field);
        cells.refuse(field, "phone.invalid", say!("roster-phone", title = title));
    }
    number.map(Into::into)
}

/// The number without +86 and dashes (a landline keeps one after its area code); `None` if it is no phone number.
pub fn read_phone(compact: &str) -> Option<String> {
    let digits: String =
        compact.chars().map(text::half_width_char).filter(|c| !matches!(c, '-' | '(' | ')' | '—' | '–')).collect();
    let digits = digits.strip_prefix("+86").or_else(|| digits.strip_prefix("0086")).unwrap_or(&digits);
    if !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    if digits.len() == 11 && digits.starts_with('1') {
        return Some(digits.to_owned());
    }
    // Area codes: 010 and 02x have three digits, all others four.
    let area = if matches!(digits.get(..2), Some("01" | "02")) { 3 } else { 4 };
    let landline = digits.starts_with('0') && matches!(digits.len().checked_sub(area), Some(7 | 8));
    landline.then(|| format!("{}-{}", &digits[..area], &digits[area..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phones_are_mobiles_or_landlines_with_an_area_code() {
        for (text, number) in [
            ("13800138000", "13800138000"),
            ("+8613800138000", "13800138000"),
            ("138-0013-8000", "13800138000"),
            ("0859-3223456", "0859-3223456"),
            ("(0859)3223456", "0859-3223456"),
            ("01088886666", "010-88886666"),
        ] {
            assert_eq!(read_phone(text).as_deref(), Some(number), "{text}");
        }
        for text in ["", "1380013800", "138001380001", "3223456", "23800138000", "电话", "13800138000/13900139000"] {
            assert_eq!(read_phone(text), None, "{text}");
        }
    }

    #[test]
    fn names_of_several_parts_get_one_kind_of_dot() {
        for name in ["阿依•测试", "阿依.测试", "阿依‧测试", "阿依·测试"] {
            assert_eq!(one_dot(name), "阿依·测试");
        }
        assert_eq!(one_dot("J.Test"), "J.Test");
    }
}
