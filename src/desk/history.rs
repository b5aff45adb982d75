//! An entry in a few words, as a page's history lists it.

use crate::book::Book;
use crate::domain::acts::Fact;
use crate::domain::facts::PersonFacts;
use crate::domain::id_number;
use crate::domain::subject::SubjectId;
use crate::locale::say;
use compact_str::CompactString;

/// What an entry says; ID numbers whole only where `full`.
pub fn told(book: &Book, full: bool, fact: &Fact, kind: &str) -> String {
    let employer = |employer: &Option<CompactString>| employer.clone().unwrap_or_default();
    match fact {
        Fact::Roster(row) => say!("cli-entry-roster", day = row.as_of),
        Fact::Visit(v) => say!("cli-entry-visit", by = v.by.name(), outcome = v.outcome.name()),
        Fact::Home(h) if h.stay => say!("cli-entry-home-stay", day = h.on),
        Fact::Home(h) => say!("cli-entry-home", day = h.on),
        Fact::Return(w) => say!("cli-entry-return", employer = employer(&w.employer)),
        Fact::Placement(w) => say!("cli-entry-placement", employer = employer(&w.employer)),
        Fact::Arrival(w) => say!("cli-entry-arrival", employer = employer(&w.employer)),
        Fact::Loss(l) => say!("cli-entry-loss", day = l.end, reason = l.reason.name()),
        Fact::Push(p) => match p.result {
            Some(result) => say!("jobs-act-push-result", job = p.job, result = result.name()),
            None => say!("cli-entry-push", job = p.job),
        },
        Fact::PushResult(p) => say!("jobs-act-result", job = p.job, result = p.result.name()),
        Fact::Job(facts) if **facts == Default::default() => say!("jobs-act-refreshed"),
        Fact::Job(_) => say!("jobs-act-listed"),
        Fact::JobClose(c) => say!("jobs-act-closed", why = c.why.clone().unwrap_or_default()),
        Fact::Wish(w) => say!("cli-entry-wish", wish = w.wish.name()),
        Fact::Person(facts) => say!("cli-entry-person", changes = changes(book, full, facts)),
        Fact::Nothing => say!("cli-entry-nothing"),
        Fact::Same(_) => say!("cli-entry-same"),
        Fact::TripPlan(p) => say!("cli-entry-trip-plan", number = p.number),
        Fact::TripAdd(_) => say!("cli-entry-trip-add"),
        Fact::TripRemove => say!("cli-entry-trip-remove"),
        Fact::TripBoard => say!("cli-entry-trip-board"),
        Fact::TripAbsent(a) => say!("cli-entry-trip-absent", reason = a.reason.name()),
        Fact::TripAlight => say!("cli-entry-trip-alight"),
        Fact::TripDepart(_) => say!("cli-entry-trip-depart"),
        Fact::TripArrive(_) => say!("cli-entry-trip-arrive"),
        Fact::TripHandover(_) => say!("cli-entry-trip-handover"),
        Fact::TripCancel(_) => say!("cli-entry-trip-cancel"),
        Fact::Withdraw(w) => say!("cli-entry-withdraw", why = w.why),
        Fact::Missing(m) => say!("cli-entry-missing", day = m.as_of),
        Fact::Seal(s) => say!("cli-entry-seal", issue = s.issue),
        _ => kind_name(kind),
    }
}

/// What a kind of entry is called; one of a later version by its key.
pub fn kind_name(kind: &str) -> String {
    match kind {
        "unit" => say!("cli-kind-unit"),
        "keeper" => say!("cli-kind-keeper"),
        "campaign" => say!("cli-kind-campaign"),
        "target" => say!("cli-kind-target"),
        "calendar" => say!("cli-kind-calendar"),
        "roster" => say!("cli-kind-roster"),
        "missing" => say!("cli-kind-missing"),
        "person" => say!("cli-kind-person"),
        "wish" => say!("cli-kind-wish"),
        "visit" => say!("cli-kind-visit"),
        "home" => say!("cli-kind-home"),
        "return" => say!("cli-kind-return"),
        "placement" => say!("cli-kind-placement"),
        "arrival" => say!("cli-kind-arrival"),
        "loss" => say!("cli-kind-loss"),
        "push" => say!("cli-kind-push"),
        "none" => say!("cli-kind-none"),
        "trip_plan" => say!("cli-kind-trip-plan"),
        "trip_add" => say!("cli-kind-trip-add"),
        "trip_remove" => say!("cli-kind-trip-remove"),
        "trip_board" => say!("cli-kind-trip-board"),
        "trip_absent" => say!("cli-kind-trip-absent"),
        "trip_alight" => say!("cli-kind-trip-alight"),
        "trip_depart" => say!("cli-kind-trip-depart"),
        "trip_arrive" => say!("cli-kind-trip-arrive"),
        "trip_handover" => say!("cli-kind-trip-handover"),
        "trip_cancel" => say!("cli-kind-trip-cancel"),
        "withdraw" => say!("cli-kind-withdraw"),
        "same" => say!("cli-kind-same"),
        "seal" => say!("cli-kind-seal"),
        "job" => say!("cli-kind-job"),
        "job_close" => say!("cli-kind-job-close"),
        "push_result" => say!("cli-kind-push-result"),
        "export" => say!("cli-kind-export"),
        other => other.to_string(),
    }
}

/// What an entry of 情况变更 changed, each with its new value.
fn changes(book: &Book, full: bool, facts: &PersonFacts) -> String {
    let text = |value: &Option<CompactString>| value.clone().map(String::from);
    let day = |value: Option<chrono::NaiveDate>| value.map(|day| day.to_string());
    let number = facts.id_no.as_deref().map(|n| if full { n.to_string() } else { id_number::mask(n) });
    let certificate = facts.certificate.as_ref();
    let all = [
        (say!("cli-fact-name"), text(&facts.name)),
        (say!("cli-fact-id-no"), number),
        (say!("cli-fact-status"), facts.status.map(|s| s.name())),
        (say!("cli-fact-capacity"), facts.capacity.map(|c| c.name())),
        (say!("cli-fact-phone"), text(&facts.phone)),
        (say!("cli-fact-village"), facts.village.map(|v| book.steering().unit_name(v))),
        (say!("cli-fact-group"), text(&facts.group)),
        (say!("cli-fact-household"), facts.household.map(|h| household(book, h))),
        (say!("cli-fact-education"), text(&facts.education)),
        (say!("cli-fact-skills"), text(&facts.skills)),
        (say!("cli-fact-why-idle"), text(&facts.why_idle)),
        (say!("cli-fact-graduates"), day(facts.graduates)),
        (say!("cli-fact-certificate"), day(certificate.map(|c| c.date))),
        (say!("cli-fact-certificate-no"), certificate.and_then(|c| c.number.clone()).map(String::from)),
    ];
    let told: Vec<String> = all.into_iter().filter_map(|(name, value)| Some(format!("{name} {}", value?))).collect();
    crate::locale::listed(told)
}

/// A household as officers call it, by its number where it has one.
fn household(book: &Book, id: SubjectId) -> String {
    book.names([id]).ok().and_then(|mut names| names.remove(&id)).unwrap_or_else(|| id.to_string())
}
