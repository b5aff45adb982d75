//! Numbers as they arrive in rosters. All are made up but the standard's own example.

use super::*;
use proptest::prelude::*;

/// The standard's own example.
const EXAMPLE: &str = "11010519491231002X";

fn day(y: i32, m: u32, d: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(y, m, d).unwrap()
}

fn today() -> NaiveDate {
    day(2026, 3, 6)
}

/// A made-up number: 17 digits and the check character that belongs to them.
fn made_up(digits: &str) -> String {
    let mut bytes = [0; DISABILITY];
    bytes[..17].copy_from_slice(digits.as_bytes());
    format!("{digits}{}", char::from(check_character(&bytes)))
}

fn error(cell: &str) -> &'static str {
    read(cell, today()).unwrap_err().code()
}

#[test]
fn the_example_of_the_standard_is_read_and_tells_sex_and_birth() {
    let reading = read(EXAMPLE, today()).unwrap();
    assert_eq!(reading.fixes, []);
    let id = reading.id;
    assert_eq!((id.as_str(), id.citizen()), (EXAMPLE, EXAMPLE));
    assert_eq!(id.sex(), Sex::Female);
    assert_eq!(id.birth(), day(1949, 12, 31));
    assert_eq!(id.age_on(day(2025, 12, 30)), 75);
    assert_eq!(id.age_on(day(2025, 12, 31)), 76);
    assert_eq!(id.masked(), "110***********002X");
    assert_eq!(format!("{id:?}"), id.masked());
    assert_eq!(IdNumber::stored(EXAMPLE), Some(id));
    assert_eq!(IdNumber::stored("110105194912310021"), None);
}

#[test]
fn what_people_and_programs_put_around_a_number_is_taken_off_and_reported() {
    use IdFix::*;
    for (cell, fixes) in [
        ("11010519491231002x", vec![LowercaseX]),
        ("'11010519491231002X", vec![Apostrophe]),
        ("\u{2019}11010519491231002X", vec![Apostrophe]),
        (" 110105 19491231\u{3000}002X\t\u{a0}", vec![Spaces]),
        ("\u{202d}11010519491231002X\u{202c}", vec![Spaces]),
        ("１１０１０５１９４９１２３１００２Ｘ", vec![Fullwidth]),
        ("‘１10105 19491231002ｘ", vec![LowercaseX, Fullwidth, Spaces, Apostrophe]),
        ("110105491231002", vec![Legacy15]),
    ] {
        let reading = read(cell, today()).unwrap();
        assert_eq!((reading.id.as_str(), reading.fixes), (EXAMPLE, fixes), "{cell}");
    }
}

#[test]
fn a_disability_certificate_holds_the_citizen_number() {
    let id = read("11010519491231002X43", today()).unwrap().id;
    assert_eq!(id.as_str(), "11010519491231002X43");
    assert_eq!(id.citizen(), EXAMPLE);
    assert_eq!(id.masked().len(), 20);
    assert_eq!(error("11010519491231002X83"), "id.length");
    assert_eq!(error("11010519491231002X45"), "id.length");
}

#[test]
fn every_error_in_its_order() {
    for (cell, code) in [
        ("", "id.missing"),
        (" ' \u{3000}", "id.missing"),
        ("无", "id.length"),
        ("1101051949123100", "id.length"),
        ("11010519491231O02X", "id.length"),
        ("1101051949123100X2", "id.length"),
        ("010105194912310028", "id.region"),
        ("660105194912310028", "id.region"),
        ("110105194902300021", "id.birth_date"),
        ("110105203001010021", "id.birth_date"),
        ("110105189912310021", "id.birth_date"),
        ("110105194912310021", "id.checksum"),
        ("5.22301E+17", "id.excel_damaged"),
        ("5.22301199001010E+17", "id.excel_damaged"),
        ("５.22301e+17", "id.excel_damaged"),
        ("522301199001010000.0", "id.excel_damaged"),
        ("52230119900101000000", "id.excel_damaged"),
    ] {
        assert_eq!(error(cell), code, "{cell}");
    }
}

#[test]
fn three_zeros_at_the_end_are_ruin_only_when_the_checksum_says_so() {
    let (mut right, mut ruined) = (0, 0);
    for day in 1..=28 {
        match read(&format!("522301199001{day:02}0000"), today()) {
            Ok(_) => right += 1,
            Err(error) => {
                assert_eq!(error, IdError::ExcelDamaged);
                ruined += 1;
            }
        }
    }
    assert!(right > 0 && ruined > 0);
}

#[test]
fn a_leap_day_has_its_birthday_on_1_march_in_common_years() {
    let id = read(&made_up("52230120000229001"), today()).unwrap().id;
    assert_eq!(id.age_on(day(2018, 2, 28)), 17);
    assert_eq!(id.age_on(day(2018, 3, 1)), 18);
    assert_eq!(id.birthday(16), day(2016, 2, 29));
    assert_eq!(id.birthday(18), day(2018, 3, 1));
    assert_eq!(id.birthday(i32::MAX), NaiveDate::MAX);
}

#[test]
fn anything_in_an_id_column_is_masked() {
    assert_eq!(mask("11010519491231002X"), "110***********002X");
    assert_eq!(mask("12345678"), "123*5678");
    assert_eq!(mask("1234567"), "1******");
    assert_eq!(mask("无证件"), "无**");
    assert_eq!(mask(""), "");
}

proptest! {
    #[test]
    fn no_text_makes_it_panic(cell in any::<String>(), numeric in "[0-9xX.eE+ '０-９]{0,24}") {
        for text in [&cell, &numeric] {
            if let Ok(reading) = read(text, today()) {
                prop_assert_eq!(IdNumber::stored(reading.id.as_str()), Some(reading.id));
                prop_assert!(reading.id.age_on(today()) >= 0);
            }
            prop_assert_eq!(mask(text).chars().count(), text.chars().count());
        }
    }

    #[test]
    fn one_wrong_digit_is_always_caught(at in 0usize..17, by in 1u8..10) {
        let mut bytes = EXAMPLE.as_bytes().to_vec();
        bytes[at] = b'0' + (bytes[at] - b'0' + by) % 10;
        prop_assert!(read(std::str::from_utf8(&bytes).unwrap(), today()).is_err());
    }

    #[test]
    fn ages_and_birthdays_agree(days in 0u64..40_000, years in 0i32..100) {
        let birth = day(1900, 1, 1) + chrono::Days::new(days);
        let id = read(&made_up(&format!("522301{}001", birth.format("%Y%m%d"))), NaiveDate::MAX).unwrap().id;
        let reached = id.birthday(years);
        prop_assert_eq!(id.age_on(reached), years);
        prop_assert_eq!(id.age_on(reached.pred_opt().unwrap()), years - 1);
    }
}
