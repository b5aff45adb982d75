use super::*;
use crate::domain::id_number;
use crate::report;

fn story(settings: Settings) -> (tempfile::TempDir, Book, Demo) {
    let folder = tempfile::tempdir().unwrap();
    let (book, demo) = create(&folder.path().join("demo.zb"), &settings).unwrap();
    (folder, book, demo)
}

fn hold(settings: Settings) -> (Book, Demo, tempfile::TempDir) {
    let (folder, book, demo) = story(settings);
    adds_up(book, demo, folder, settings)
}

fn adds_up(
    mut book: Book,
    demo: Demo,
    folder: tempfile::TempDir,
    settings: Settings,
) -> (Book, Demo, tempfile::TempDir) {
    let verified = book.verify().unwrap();
    assert_eq!(verified.problems, Vec::<String>::new(), "{settings:?}");
    assert_eq!(verified.notices, Vec::<String>::new(), "{settings:?}");
    let days: Vec<NaiveDate> = book.steering().seals.iter().map(|s| s.day).collect();
    for day in &days {
        let printed = book.sealed(*day).unwrap().unwrap().facts.report;
        let report: serde_json::Value = serde_json::from_str(&printed).unwrap();
        for check in report["checks"].as_array().unwrap().iter().filter(|c| c["id"].as_u64() != Some(7)) {
            assert!(check["ok"].as_bool().unwrap(), "{settings:?} {day}: {check}");
        }
    }
    let last = report::build(&mut book, demo.last_day, &demo.officer, false).unwrap();
    for check in last.checks.iter().filter(|c| c.id != 7) {
        assert!(check.ok, "{settings:?}: {check:?}");
    }
    (book, demo, folder)
}

#[test]
fn the_township_adds_up_and_shows_what_it_should() {
    let (mut book, demo, _folder) = hold(Settings { people: 1_600, ..Settings::default() });
    let report = report::build(&mut book, demo.last_day, &demo.officer, false).unwrap();
    assert!(!report.checks[6].ok && report.checks[6].rows.len() == 1, "{:?}", report.checks[6]);
    assert!(!report.corrections.is_empty());
    assert!(report.tomorrow.iter().any(|t| t.kind == "trip"), "{:?}", report.tomorrow);
    assert_eq!(book.steering().last_sealed(), Some(demo.last_day - Days::new(1)));
    let states: Vec<_> = book.trips().unwrap().into_iter().filter_map(|(_, t)| t.state).collect();
    use crate::domain::keys::TripState::*;
    for state in [Planned, Boarding, Arrived, HandedOver, Cancelled] {
        assert!(states.contains(&state), "{state:?}: {states:?}");
    }
}

#[test]
fn its_offers_name_jobs_of_a_list_that_is_renewed() {
    let (_folder, book, demo) = story(Settings { people: 1_600, ..Settings::default() });
    use crate::domain::job::JobState;
    let jobs = book.jobs().unwrap();
    let count = |state| jobs.iter().filter(|(_, job)| job.state(demo.last_day) == state).count();
    assert!((30..=100).contains(&jobs.len()), "{}", jobs.len());
    assert!(count(JobState::Open) > jobs.len() / 2 && count(JobState::Stale) > 0);
    let mut pushes = 0;
    book.each_entry(|entry, withdrawn| {
        pushes += usize::from(entry.kind == "push" && !withdrawn);
        Ok(())
    })
    .unwrap();
    let offers: usize = jobs.iter().map(|(_, job)| job.offers.len()).sum();
    assert!(pushes > 20 && offers > pushes / 2 && offers <= pushes, "{pushes} {offers}");
}

#[test]
fn short_small_and_other_townships_add_up() {
    for (people, days, seed) in [(100, 45, 1), (400, 1, 2), (300, 5, 3), (600, 30, 4), (800, 45, 5)] {
        hold(Settings { people, days, seed });
    }
}

#[test]
fn a_longer_story_adds_up() {
    hold(Settings { people: 200, days: 100, seed: 6 });
}

#[test]
fn a_county_adds_up_over_its_townships_and_is_sealed_on_fridays_first() {
    let folder = tempfile::tempdir().unwrap();
    let settings = Settings { people: 900, days: 22, seed: 8 };
    let land = land::county(2);
    let path = folder.path().join("county.zb");
    let (book, demo) = create_in(land.clone(), &path, &settings, &Progress::default()).unwrap();
    let (mut book, demo, _folder) = adds_up(book, demo, folder, settings);
    assert_eq!((book.unit().level(), book.steering().villages().count()), (Level::County, land.villages.len()));
    let early = |day: &NaiveDate| *day < demo.last_day - Days::new(14);
    let seals: Vec<NaiveDate> = book.steering().seals.iter().map(|s| s.day).filter(early).collect();
    assert_eq!(seals, [season::date(2026, 3, 6)]);
    let counts = book.counts(demo.last_day).unwrap();
    for place in &land.townships {
        let all = crate::domain::metric::Measure::whole(Metric::HouseholdsVisited);
        assert!(counts.sum(Some(place.code), all, NaiveDate::MIN, demo.last_day) > 0);
        assert!(book.steering().target(Metric::Returns, place.code, demo.last_day).is_some());
    }
}

#[test]
fn a_story_that_is_called_off_leaves_no_file() {
    let settings = Settings { people: 200, days: 20, seed: 9 };
    // Before the roster, in it, and some days later.
    for at in [0, 1, 100, 210] {
        let folder = tempfile::tempdir().unwrap();
        let heard = std::sync::Arc::new(std::sync::atomic::AtomicU64::new(0));
        let job: std::sync::Arc<std::sync::OnceLock<Progress>> = Default::default();
        let (ear, handle) = (heard.clone(), job.clone());
        let progress = Progress::heard_by(move |_, _| {
            if ear.fetch_add(1, std::sync::atomic::Ordering::Relaxed) + 1 == at {
                handle.get().unwrap().cancel();
            }
        });
        job.set(progress.clone()).unwrap();
        if at == 0 {
            progress.cancel();
        }
        let made = create_watched(&folder.path().join("demo.zb"), &settings, &progress);
        assert!(matches!(made, Err(Error::Cancelled)), "{at}: {:?}", made.map(|_| ()));
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0, "{at}");
    }
}

#[test]
#[ignore = "a minute in a debug build"]
fn two_seasons_add_up() {
    hold(Settings { people: 200, days: 430, seed: 6 });
}

#[test]
fn the_same_settings_give_the_same_entries() {
    let settings = Settings { people: 300, days: 20, seed: 7 };
    let hashes = || {
        let (_folder, book, _) = story(settings);
        let mut out = Vec::new();
        book.each_entry(|entry, _| {
            out.push(entry.hash);
            Ok(())
        })
        .unwrap();
        out
    };
    assert_eq!(hashes(), hashes());
}

#[test]
fn nobody_can_be_meant() {
    let as_of = season::last_day();
    let mut lines = Vec::new();
    let town = town::settle(&Land::of(2_000), 2_000, as_of, &mut Dice::new(1), &mut |line| lines.push(line));
    assert_eq!((town.people.len(), lines.len()), (2_000, 2_000));
    for line in &lines {
        let reading = id_number::read(&line.id_no, as_of).unwrap();
        assert!(reading.fixes.is_empty() && line.id_no.starts_with(words::COUNTY));
        assert_eq!(Some(reading.id.sex()), line.facts.person.sex);
        assert_eq!(Some(reading.id.birth()), line.facts.person.birth);
    }
    let share = |n: usize| n * 100 / lines.len();
    let labour = town.people.iter().filter(|s| !matches!(s.place, Whereabouts::Apart)).count();
    let away = town.people.iter().filter(|s| s.place == Whereabouts::Away).count();
    assert!((45..65).contains(&share(labour)), "{labour}");
    assert!((50..62).contains(&(away * 100 / labour)), "{away} of {labour}");
}
