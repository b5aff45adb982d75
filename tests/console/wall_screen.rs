//! 挂图: who is behind, on which day, by how much; and the entries behind a cell.

use crate::headless::{day, township};
use zhanbao::book::Book;
use zhanbao::report;

#[test]
fn each_village_has_a_row_with_what_it_has_done() {
    let mut desk = township(120, 40);
    desk.type_in("5");
    let mut book: Book = desk.beside();
    let charts = report::board(&mut book, day()).unwrap();
    let chart = charts.first().unwrap();
    let text = desk.text();
    for unit in &chart.wall.units {
        let row = text.lines().find(|line| line.contains(&unit.name)).unwrap();
        assert!(row.contains(&unit.done.to_string()), "{row}");
    }
    let done = chart.wall.total.done.last().unwrap();
    assert!(text.contains(&format!("{done}/{}", chart.wall.target)), "{text}");
    assert!(text.contains("预计") || text.contains("完不成") || text.contains("已完成"), "{text}");
}

#[test]
fn the_board_agrees_with_the_report() {
    let desk = township(80, 24);
    let mut book = desk.beside();
    let charts = report::board(&mut book, day()).unwrap();
    let whole = report::build(&mut book, day(), "测试员", false).unwrap();
    let walls: Vec<_> = charts.iter().filter(|chart| chart.has_target).map(|chart| chart.wall.clone()).collect();
    assert_eq!(walls, whole.wall);
    for chart in charts {
        let figure = whole.figures.get(chart.metric.key()).unwrap();
        assert_eq!(chart.pace, figure.pace);
    }
}

#[test]
fn a_cell_opens_the_entries_behind_it() {
    let mut desk = township(80, 24);
    desk.type_in("5 G");
    // The last row is all villages: the newest day of it.
    assert!(desk.text().contains("▸ 全镇"), "{}", desk.text());
    desk.type_in("left enter");
    let text = desk.text();
    assert!(text.lines().next().unwrap().contains("任务书]"), "{text}");
    assert!(text.contains("不是今天"), "{text}");
    desk.type_in("t x");
    assert!(!desk.text().contains("不是今天"), "{}", desk.text());
}

#[test]
fn figures_are_turned_over_by_a_key_or_chosen_from_a_list() {
    let mut desk = township(80, 24);
    desk.type_in("5");
    let charts = report::board(&mut desk.beside(), day()).unwrap();
    for chart in charts.iter().cycle().take(charts.len() + 1) {
        assert!(desk.text().contains(&format!("挂图 · {}", chart.metric.name())), "{}", desk.text());
        desk.type_in("m");
    }
    desk.type_in("M 3");
    assert!(desk.text().contains(&format!("挂图 · {}", charts[2].metric.name())), "{}", desk.text());
}

#[test]
fn on_a_narrow_screen_the_run_is_one_key_away() {
    let mut desk = township(80, 24);
    desk.type_in("5");
    assert!(!desk.text().contains("进度与预测"));
    desk.type_in("c");
    let text = desk.text();
    assert!(text.contains("进度与预测") && text.contains("截止"), "{text}");
    desk.resize(120, 40);
    assert!(desk.text().contains("进度与预测") && desk.text().contains("全镇"), "{}", desk.text());
    for (width, height) in [(60, 18), (61, 30), (109, 18), (110, 18), (300, 90)] {
        desk.resize(width, height);
    }
}

#[test]
fn a_figure_without_a_target_is_held_against_its_best_day_and_says_so() {
    let mut desk = township(80, 24);
    desk.type_in("5");
    let charts = report::board(&mut desk.beside(), day()).unwrap();
    let at = charts.iter().position(|chart| !chart.has_target).unwrap();
    assert!(charts[..at].iter().all(|chart| chart.has_target), "those with a target come first");
    for _ in 0..at {
        desk.type_in("m");
    }
    assert!(desk.text().contains("与最好的一天相比"), "{}", desk.text());
    desk.type_in("c");
    assert!(desk.text().contains("没有目标"), "{}", desk.text());
    assert!(!desk.text().contains("预计"), "{}", desk.text());
}
