//! What the pictures show, and that no numbers spoil them.

use super::heat::class;
use super::{can_draw, heat, run};
use crate::domain::region::RegionCode;
use crate::locale::Lang;
use crate::report::model::{Wall, WallCell, WallTotal, WallUnit};
use chrono::NaiveDate;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn wall(from: &str, to: &str, target: i64, done: Vec<i64>, cell: Option<WallCell>) -> Wall {
    let (from, to) = (day(from), day(to));
    let days: Vec<NaiveDate> = from.iter_days().take_while(|d| *d <= to).take(done.len().max(1)).collect();
    let code = RegionCode::from_number(529_999_001_001);
    let unit =
        WallUnit { code, name: "甲村".into(), done: 1, target: None, gap: None, cells: vec![cell; days.len()] };
    let total = WallTotal { plan: vec![target; days.len()], quota: done.clone(), days: days.clone(), done };
    Wall { key: "returns".into(), from, to, target, days, units: vec![unit], total }
}

#[test]
fn a_cell_tells_how_far_it_came() {
    let of = |done, quota| class(Some(WallCell { done, quota }));
    assert_eq!([of(4, 4), of(9, 4), of(2, 0), of(3, 4), of(2, 4), of(1, 4), of(0, 4)], [5, 5, 5, 4, 3, 2, 1]);
    assert_eq!(class(None), 0);
}

#[test]
fn today_is_marked_only_where_it_counts() {
    let wall = wall("2026-03-02", "2026-03-06", 9, vec![1, 2, 3], Some(WallCell { done: 1, quota: 2 }));
    assert!(heat(Lang::Hans, &wall, day("2026-03-04"))[0].days.contains("class=\"now\""));
    assert!(!heat(Lang::Hans, &wall, day("2026-03-08"))[0].days.contains("class=\"now\""));
}

#[test]
fn a_forecast_beyond_the_picture_is_cut_and_named() {
    let wall = wall("2026-03-02", "2026-03-06", 90, vec![1, 2, 3], None);
    let far = run(Lang::Hans, &wall, day("2026-03-04"), Some(day("2027-11-30")));
    assert!(far.contains("class=\"fore\"") && far.contains("11月30日"), "{far}");
    let met = run(Lang::Hans, &wall, day("2026-03-04"), None);
    assert!(!met.contains("class=\"fore\""));
}

#[test]
fn whatever_a_merged_seal_holds_no_picture_fails() {
    let huge = Some(WallCell { done: 1_000_000_000_000, quota: 1 });
    let fine = wall("2026-03-02", "2026-03-06", 9, vec![1, 2], None);
    let mut walls = vec![
        wall("2026-03-02", "2026-03-02", 0, vec![0], None),
        wall("2026-03-02", "9999-12-31", 1_000_000_000_000, vec![-1_000_000_000_000, 7], huge),
        Wall { days: Vec::new(), units: Vec::new(), total: WallTotal::default(), ..fine.clone() },
    ];
    assert!(walls.iter().all(can_draw));
    walls.push(fine.clone());
    for wall in &walls {
        for today in ["1900-01-01", "2026-03-03", "9999-12-31"].map(day) {
            heat(Lang::Hans, wall, today);
            for finish in [None, Some(NaiveDate::MAX), Some(day("2026-03-03")), Some(day("1900-01-01"))] {
                assert!(run(Lang::Hans, wall, today, finish).ends_with("</svg>"));
            }
        }
    }
    let cells = vec![WallUnit { cells: Vec::new(), ..fine.units[0].clone() }];
    for odd in [
        wall("2026-03-06", "2026-03-02", 9, vec![], None),
        wall("2026-03-02", "2026-03-06", i64::MAX, vec![1], None),
        wall("2026-03-02", "2026-03-06", -1, vec![1], None),
        wall("2026-03-02", "2026-03-06", 9, vec![i64::MIN], None),
        Wall { units: cells, ..fine },
    ] {
        assert!(!can_draw(&odd), "{odd:?}");
    }
}
