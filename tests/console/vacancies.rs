//! An officer's week with the list of jobs at the console: a job is entered, matched, offered to two, one is taken on,
//! the job is renewed and taken off; and what is refused on the way.

use crate::headless::officer::{at_the_desk, idle, newest, people, records, work};
use crate::headless::{Console, OFFICER, day, surroundings, township};
use zhanbao::book::{Facets, PersonRow};
use zhanbao::desk::jobs;
use zhanbao::domain::acts::Fact;
use zhanbao::domain::job::{Job, JobState};
use zhanbao::domain::keys::PushResult;
use zhanbao::domain::subject::SubjectId;

const SIZES: [(u16, u16); 2] = [(80, 24), (120, 40)];

fn job(desk: &Console, employer: &str) -> (SubjectId, Job) {
    let jobs = desk.beside().jobs().unwrap();
    let found = jobs.into_iter().find(|(_, job)| job.facts.employer.as_deref() == Some(employer));
    found.unwrap_or_else(|| panic!("no job of {employer}\n{}", desk.text()))
}

/// The first of the list as it opens.
fn first(desk: &Console) -> (SubjectId, Job) {
    let open = |job: &Job| matches!(job.state(day()), JobState::Open | JobState::Stale);
    desk.beside().jobs().unwrap().into_iter().find(|(_, job)| open(job)).unwrap()
}

/// Whom the command line would ask first.
fn whom(desk: &Console, id: SubjectId) -> Vec<(SubjectId, String)> {
    let mut other = at_the_desk(&desk.folder, surroundings()(), None);
    let named = jobs::named(&other.book, &id.to_string(), day()).unwrap();
    let found = jobs::fill(&mut other, named, day(), 10, false).unwrap();
    found.people.into_iter().map(|(who, _)| (who.seeker.id, who.seeker.name)).collect()
}

fn shows(desk: &Console, words: &str) {
    assert!(desk.text().contains(words), "{words}\n{}", desk.text());
}

fn title(desk: &Console) -> String {
    desk.text().lines().nth(1).unwrap().to_string()
}

/// Enters a job for one person.
fn enter(desk: &mut Console) {
    desk.type_in("J n");
    for words in ["样例制衣厂", "缝纫工", "乡内", "19900000001"] {
        desk.paste(words);
        desk.type_in("tab");
    }
    desk.type_in("1 tab");
    desk.paste("4500-6000");
    desk.type_in("ctrl-s");
}

#[test]
fn a_job_is_entered_filled_renewed_and_taken_off() {
    for (width, height) in SIZES {
        let mut desk = township(width, height);
        enter(&mut desk);
        shows(&desk, "已记下岗位");
        let (id, entered) = job(&desk, "样例制衣厂");
        assert_eq!(
            (entered.facts.openings, entered.facts.wage_from, entered.facts.wage_to),
            (Some(1), Some(4500), Some(6000))
        );
        assert_eq!(newest(&desk).officer, OFFICER);

        // Found by its sound; who fits, and why.
        desk.type_in("/ y l z y c enter m");
        let asked = whom(&desk, id);
        shows(&desk, "适合 样例制衣厂 缝纫工");
        shows(&desk, &asked[0].1);
        shows(&desk, "合适  ");

        // To the first two at once, taken back, and offered again.
        desk.keys_pressed();
        desk.type_in("space space o");
        shows(&desk, &format!("{}、{}", asked[0].1, asked[1].1));
        shows(&desk, "还缺 1 人");
        desk.type_in("enter");
        assert_eq!(desk.keys_pressed(), 4);
        shows(&desk, "已推荐 样例制衣厂 缝纫工");
        shows(&desk, "推荐过的 2 人不列");
        let offers = |desk: &Console| job(desk, "样例制衣厂").1.offers;
        let both: Vec<SubjectId> = offers(&desk).iter().map(|offer| offer.person).collect();
        assert_eq!(both, [asked[0].0, asked[1].0]);
        let rows = records(&desk.beside());
        assert_eq!(rows[0].batch, rows[1].batch, "one batch");
        desk.type_in("u enter");
        assert_eq!(offers(&desk), []);
        shows(&desk, &asked[0].1);
        desk.type_in("g space space o enter");
        assert_eq!(offers(&desk).len(), 2);

        // One goes: the placement opens filled in, and Enter records it.
        desk.type_in("esc enter");
        shows(&desk, "等结果");
        desk.type_in("R 1");
        shows(&desk, "快录 · 上岗");
        desk.type_in("enter");
        let row = newest(&desk);
        assert_eq!(work(&row).employer.as_deref(), Some("样例制衣厂"));
        assert_eq!(work(&row).occupation.as_deref(), Some("缝纫工"));
        assert_eq!(job(&desk, "样例制衣厂").1.state(day()), JobState::Full);
        shows(&desk, "已招满");
        desk.type_in("m");
        shows(&desk, "不能推荐");

        // The other's answer is taken down all the same.
        desk.type_in("down R 3");
        let results: Vec<_> = offers(&desk).iter().map(|offer| offer.result).collect();
        assert_eq!(results, [Some(PushResult::Went), Some(PushResult::Considering)]);

        desk.type_in("c");
        shows(&desk, "还在招");
        assert!(matches!(newest(&desk).fact, Fact::Job(_)));
        desk.type_in("x");
        desk.paste("招满");
        desk.type_in("enter");
        shows(&desk, "已截止");
        shows(&desk, "撤下:招满");
        desk.type_in("x");
        shows(&desk, "已经撤下");
        // The list leaves it out, until all are asked for.
        desk.type_in("esc");
        assert!(!desk.text().contains("样例制衣厂"), "{}", desk.text());
        desk.type_in("a");
        shows(&desk, "样例制衣厂");
        desk.type_in("esc esc");
        assert!(!title(&desk).contains("岗位 ·"), "{}", desk.text());
    }
}

#[test]
fn a_full_job_is_offered_only_after_it_is_said_and_a_closed_one_not_at_all() {
    let mut desk = township(80, 24);
    enter(&mut desk);
    let (id, _) = job(&desk, "样例制衣厂");
    let (_, one) = whom(&desk, id).remove(0);
    let (person, letters) = idle(&desk.beside()).into_iter().find(|(row, _)| row.name != one).unwrap();
    // Whoever was asked by word of mouth and went: offered and answered at once.
    desk.type_in("/ y l z y c enter m o 1 esc esc esc esc");
    assert_eq!(job(&desk, "样例制衣厂").1.state(day()), JobState::Full);
    let keys: String = letters.chars().map(|c| format!("{c} ")).collect();
    desk.type_in(&format!("3 {keys} down space m a / y l z y c enter"));
    shows(&desk, "选一个岗位,推荐给 1 人");
    desk.type_in("enter");
    shows(&desk, &person.name);
    shows(&desk, "已招满");
    desk.type_in("esc x");
    desk.paste("不招了");
    desk.type_in("enter enter");
    shows(&desk, "不能推荐");
    desk.type_in("enter");
    assert_eq!(job(&desk, "样例制衣厂").1.offers.len(), 1);
}

#[test]
fn somebody_is_offered_a_job_from_their_page_and_answers() {
    for (width, height) in SIZES {
        let mut desk = township(width, height);
        let (person, letters) = idle(&desk.beside()).remove(0);
        let keys: String = letters.chars().map(|c| format!("{c} ")).collect();
        desk.type_in(&format!("3 {keys} enter"));
        desk.keys_pressed();
        desk.type_in("m o enter");
        assert_eq!(desk.keys_pressed(), 3);
        shows(&desk, &format!("适合 {} 的岗位", person.name));
        let offered = |desk: &Console| {
            let all = desk.beside().jobs().unwrap();
            let of: Vec<_> = all.iter().filter_map(|(_, job)| job.offered(person.id).cloned()).collect();
            of
        };
        let before = offered(&desk).iter().filter(|offer| offer.day == day()).count();
        assert_eq!(before, 1, "{}", desk.text());
        assert!(matches!(newest(&desk).fact, Fact::Push(_)));
        // What waits for an answer stands first.
        desk.type_in("g R 3");
        assert!(matches!(newest(&desk).fact, Fact::PushResult(_)), "{}", desk.text());
        shows(&desk, "考虑中");
        assert!(offered(&desk).iter().any(|offer| offer.result == Some(PushResult::Considering)));
        // Offered once more, it is said when it was before.
        desk.type_in("o");
        shows(&desk, "已推荐:考虑中");
        desk.type_in("esc n");
        desk.paste("镇上小工");
        desk.type_in("ctrl-s");
        assert!(matches!(newest(&desk).fact, Fact::Push(push) if push.job == "镇上小工"));
    }
}

#[test]
fn a_job_is_offered_to_all_who_are_marked() {
    let mut desk = township(80, 24);
    // Those without work.
    desk.type_in("3 esc f 5 space space space m");
    shows(&desk, "选一个岗位,推荐给 3 人");
    let (id, _) = first(&desk);
    let before = desk.beside().job(id).unwrap().unwrap().offers.len();
    desk.type_in("enter enter");
    assert_eq!(desk.beside().job(id).unwrap().unwrap().offers.len(), before + 3, "{}", desk.text());
    shows(&desk, "已推荐");
    assert!(!title(&desk).contains("已选"), "marked no more: {}", title(&desk));
    assert!(title(&desk).contains("未就业"), "back in the roster: {}", title(&desk));
}

#[test]
fn whom_a_job_does_not_fit_is_said_before_it_is_offered() {
    let mut desk = township(80, 24);
    enter(&mut desk);
    let age = |row: &PersonRow| row.on_roster && row.age.is_some_and(|age| age > 70);
    let (old, letters) = people(&desk.beside(), Facets::default(), age).remove(0);
    let keys: String = letters.chars().map(|c| format!("{c} ")).collect();
    desk.type_in(&format!("3 {keys} down space m / y l z y c enter enter"));
    let screen = desk.text();
    assert!(screen.lines().any(|line| line.contains("年龄") && line.contains(&old.name)), "{screen}");
    desk.type_in("esc");
    assert_eq!(job(&desk, "样例制衣厂").1.offers, []);
}

#[test]
fn keys_typed_ahead_wait_for_the_book() {
    let mut desk = township(80, 24);
    let (id, _) = first(&desk);
    let asked = whom(&desk, id);
    for key in ["J", "m", "j", "o", "enter"] {
        desk.press(key);
    }
    desk.settle();
    let offers = desk.beside().job(id).unwrap().unwrap().offers;
    assert_eq!(offers.last().map(|offer| offer.person), Some(asked[1].0), "{}", desk.text());
}

#[test]
fn what_is_wrong_with_a_job_is_told_and_nothing_typed_is_lost() {
    let mut desk = township(80, 24);
    let before = desk.beside().jobs().unwrap().len();
    desk.type_in("J n");
    for words in ["样例制衣厂", "缝纫工", "乡内", "12345"] {
        desk.paste(words);
        desk.type_in("tab");
    }
    desk.type_in("2 ctrl-s");
    shows(&desk, "电话不对");
    shows(&desk, "样例制衣厂");
    assert_eq!(desk.beside().jobs().unwrap().len(), before);
    for _ in 0..5 {
        desk.type_in("backspace");
    }
    desk.paste("19900000001");
    desk.type_in("tab tab");
    desk.paste("面议");
    desk.type_in("ctrl-s");
    shows(&desk, "不是数字范围");
    // After a crash it is offered again, with all that was typed.
    let mut desk = desk.again(80, 24);
    shows(&desk, "新岗位");
    desk.type_in("enter");
    shows(&desk, "样例制衣厂");
    shows(&desk, "19900000001");
}

#[test]
fn a_text_for_a_group_is_copied_for_one_job_for_some_and_for_a_village() {
    let mut desk = township(80, 24);
    let (_, job) = first(&desk);
    desk.type_in("J y");
    let text = desk.copied().last().cloned().unwrap();
    assert!(text.starts_with("【招工信息】") && text.contains(&job.title()), "{text}");
    shows(&desk, "招工文字");
    desk.type_in("esc g space space y");
    assert!(desk.copied().last().unwrap().contains("\n2. "));
    let book = desk.beside();
    let village = book.steering().villages().next().map(|(code, _)| book.steering().unit_name(code)).unwrap();
    desk.type_in("esc Y 2");
    let text = desk.copied().last().cloned().unwrap();
    assert!(text.starts_with(&format!("【招工信息】{village}")), "{text}");
    assert!(!text.contains("529999"), "{text}");
}

#[test]
fn a_job_is_changed_where_it_stays_the_same_job() {
    let mut desk = township(80, 24);
    enter(&mut desk);
    desk.type_in("/ y l z y c enter enter f");
    shows(&desk, "改岗位");
    desk.type_in("tab tab tab tab backspace 3 ctrl-s");
    assert_eq!(job(&desk, "样例制衣厂").1.facts.openings, Some(3), "{}", desk.text());
    desk.type_in("f tab");
    desk.paste("甲");
    desk.type_in("ctrl-s");
    shows(&desk, "另一个岗位");
    assert_eq!(job(&desk, "样例制衣厂").1.facts.occupation.as_deref(), Some("缝纫工"));
}

#[test]
fn it_is_drawn_at_any_size() {
    let mut desk = township(80, 24);
    for keys in ["J", "enter", "m", "o", "esc", "esc", "esc", "n"] {
        desk.type_in(keys);
        for (width, height) in [(1, 1), (8, 3), (60, 18), (200, 60), (80, 24)] {
            desk.resize(width, height);
        }
    }
}
