//! What an entry says, whatever its kind, and how the ledger's JSON keeps it.

use super::*;
use crate::domain::facts::{PersonFacts, RosterFacts, Wish, WorkFacts};
use crate::domain::job::{JobCloseFacts, JobFacts};
use std::borrow::Cow;

/// What an entry says, by its kind.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs)] // one variant per kind; each body documents itself
pub enum Fact {
    Unit(UnitFacts),
    Keeper(KeeperFacts),
    Campaign(CampaignFacts),
    Target(TargetFacts),
    /// A year's holiday notice, in the holiday-cn shape.
    Calendar(serde_json::Value),
    Roster(Box<RosterFacts>),
    Missing(MissingFacts),
    Person(Box<PersonFacts>),
    Wish(Wish),
    Visit(VisitFacts),
    Home(HomeFacts),
    Return(WorkFacts),
    Placement(WorkFacts),
    /// Work begun by arriving on a trip.
    Arrival(WorkFacts),
    Loss(LossFacts),
    Push(PushFacts),
    PushResult(PushResultFacts),
    Job(Box<JobFacts>),
    JobClose(JobCloseFacts),
    /// 零报告.
    Nothing,
    TripPlan(Box<TripPlan>),
    TripAdd(PassengerFacts),
    TripRemove,
    TripBoard,
    TripAbsent(AbsentFacts),
    /// 中途下车.
    TripAlight,
    TripDepart(MomentFacts),
    TripArrive(MomentFacts),
    TripHandover(RemarkFacts),
    TripCancel(RemarkFacts),
    Withdraw(WithdrawFacts),
    Same(SameFacts),
    Seal(Box<SealFacts>),
    Export(ExportFacts),
    /// In a fold only, never stored: what had been recorded of another subject before the two were said to be one.
    Replayed(Box<crate::domain::entry::Event>),
    /// In a fold only, never stored: from here on the subject goes under another id.
    JoinedAnother,
    /// A kind, or a body, that this version does not know: kept, hashed, passed on, not folded.
    Unknown,
}

#[derive(Serialize, Deserialize)]
struct Empty {}

macro_rules! kinds {
    ($($variant:ident = $kind:literal $(: $body:ty)?;)+) => {
        impl Fact {
            /// The kind under which the ledger keeps it.
            pub fn kind(&self) -> &'static str {
                match self { $(kinds!(@pat $variant $($body)?) => $kind,)+ Fact::Replayed(_) | Fact::JoinedAnother | Fact::Unknown => "unknown" }
            }
        }
    };
    (@pat $variant:ident $body:ty) => { Fact::$variant(_) };
    (@pat $variant:ident) => { Fact::$variant };
}

kinds! {
    Unit = "unit": UnitFacts;
    Keeper = "keeper": KeeperFacts;
    Campaign = "campaign": CampaignFacts;
    Target = "target": TargetFacts;
    Calendar = "calendar": serde_json::Value;
    Roster = "roster": RosterFacts;
    Missing = "missing": MissingFacts;
    Person = "person": PersonFacts;
    Wish = "wish": Wish;
    Visit = "visit": VisitFacts;
    Home = "home": HomeFacts;
    Return = "return": WorkFacts;
    Placement = "placement": WorkFacts;
    Arrival = "arrival": WorkFacts;
    Loss = "loss": LossFacts;
    Push = "push": PushFacts;
    PushResult = "push_result": PushResultFacts;
    Job = "job": JobFacts;
    JobClose = "job_close": JobCloseFacts;
    Nothing = "none";
    TripPlan = "trip_plan": TripPlan;
    TripAdd = "trip_add": PassengerFacts;
    TripRemove = "trip_remove";
    TripBoard = "trip_board";
    TripAbsent = "trip_absent": AbsentFacts;
    TripAlight = "trip_alight";
    TripDepart = "trip_depart": MomentFacts;
    TripArrive = "trip_arrive": MomentFacts;
    TripHandover = "trip_handover": RemarkFacts;
    TripCancel = "trip_cancel": RemarkFacts;
    Withdraw = "withdraw": WithdrawFacts;
    Same = "same": SameFacts;
    Seal = "seal": SealFacts;
    Export = "export": ExportFacts;
}

impl Fact {
    /// Reads a body of this kind; what this version can't read becomes [`Fact::Unknown`], and so does what names a day
    /// that a book cannot keep.
    pub fn read(kind: &str, body: &str) -> Fact {
        fn get<'a, T: Deserialize<'a>>(body: &'a str, make: impl FnOnce(T) -> Fact) -> Fact {
            serde_json::from_str(body).map_or(Fact::Unknown, make)
        }
        match kind {
            "unit" => get(body, Fact::Unit),
            "keeper" => get(body, Fact::Keeper),
            "campaign" => get(body, Fact::Campaign),
            "target" => get(body, Fact::Target),
            "calendar" => get(body, Fact::Calendar),
            "roster" => get(body, |f| Fact::Roster(Box::new(f))),
            "missing" => get(body, Fact::Missing),
            "person" => get(body, |f| Fact::Person(Box::new(f))),
            "wish" => get(body, Fact::Wish),
            "visit" => get(body, Fact::Visit),
            "home" => get(body, Fact::Home),
            "return" => get(body, Fact::Return),
            "placement" => get(body, Fact::Placement),
            "arrival" => get(body, Fact::Arrival),
            "loss" => get(body, Fact::Loss),
            "push" => get(body, Fact::Push),
            "push_result" => get(body, Fact::PushResult),
            "job" => get(body, |f| Fact::Job(Box::new(f))),
            "job_close" => get(body, Fact::JobClose),
            "none" => Fact::Nothing,
            "trip_plan" => get(body, |f| Fact::TripPlan(Box::new(f))),
            "trip_add" => get(body, Fact::TripAdd),
            "trip_remove" => Fact::TripRemove,
            "trip_board" => Fact::TripBoard,
            "trip_absent" => get(body, Fact::TripAbsent),
            "trip_alight" => Fact::TripAlight,
            "trip_depart" => get(body, Fact::TripDepart),
            "trip_arrive" => get(body, Fact::TripArrive),
            "trip_handover" => get(body, Fact::TripHandover),
            "trip_cancel" => get(body, Fact::TripCancel),
            "withdraw" => get(body, Fact::Withdraw),
            "same" => get(body, Fact::Same),
            "seal" => get(body, |f| Fact::Seal(Box::new(f))),
            "export" => get(body, Fact::Export),
            _ => Fact::Unknown,
        }
    }

    /// The same with nothing in its texts that shows nothing and steers what is shown (see [`crate::text::clean`]).
    pub fn cleaned(self) -> Self {
        fn clean(value: &mut serde_json::Value) -> bool {
            match value {
                serde_json::Value::String(text) => match crate::text::clean(text) {
                    Cow::Borrowed(_) => false,
                    Cow::Owned(cleaned) => {
                        *text = cleaned;
                        true
                    }
                },
                serde_json::Value::Array(items) => items.iter_mut().fold(false, |any, item| clean(item) | any),
                serde_json::Value::Object(map) => map.values_mut().fold(false, |any, item| clean(item) | any),
                _ => false,
            }
        }
        let body = self.write(0).ok().and_then(|body| serde_json::from_str::<serde_json::Value>(&body).ok());
        let Some(mut body) = body else { return self };
        if !clean(&mut body) {
            return self;
        }
        match Fact::read(self.kind(), &body.to_string()) {
            Fact::Unknown => self,
            cleaned => cleaned,
        }
    }

    /// The body as the ledger stores it: compact JSON that begins with the batch (the seq of its first entry).
    pub fn write(&self, batch: u64) -> Result<String, serde_json::Error> {
        // A row of a roster takes some 480 bytes.
        let mut body = Vec::with_capacity(640);
        body.extend_from_slice(b"{\"batch\":");
        body.extend_from_slice(batch.to_string().as_bytes());
        let at = body.len();
        match self {
            Fact::Unit(f) => serde_json::to_writer(&mut body, f)?,
            Fact::Keeper(f) => serde_json::to_writer(&mut body, f)?,
            Fact::Campaign(f) => serde_json::to_writer(&mut body, f)?,
            Fact::Target(f) => serde_json::to_writer(&mut body, f)?,
            Fact::Calendar(f) => serde_json::to_writer(&mut body, f)?,
            Fact::Roster(f) => serde_json::to_writer(&mut body, f)?,
            Fact::Missing(f) => serde_json::to_writer(&mut body, f)?,
            Fact::Person(f) => serde_json::to_writer(&mut body, f)?,
            Fact::Wish(f) => serde_json::to_writer(&mut body, f)?,
            Fact::Visit(f) => serde_json::to_writer(&mut body, f)?,
            Fact::Home(f) => serde_json::to_writer(&mut body, f)?,
            Fact::Return(f) | Fact::Placement(f) | Fact::Arrival(f) => serde_json::to_writer(&mut body, f)?,
            Fact::Loss(f) => serde_json::to_writer(&mut body, f)?,
            Fact::Push(f) => serde_json::to_writer(&mut body, f)?,
            Fact::PushResult(f) => serde_json::to_writer(&mut body, f)?,
            Fact::Job(f) => serde_json::to_writer(&mut body, f)?,
            Fact::JobClose(f) => serde_json::to_writer(&mut body, f)?,
            Fact::TripPlan(f) => serde_json::to_writer(&mut body, f)?,
            Fact::TripAdd(f) => serde_json::to_writer(&mut body, f)?,
            Fact::TripAbsent(f) => serde_json::to_writer(&mut body, f)?,
            Fact::TripDepart(f) | Fact::TripArrive(f) => serde_json::to_writer(&mut body, f)?,
            Fact::TripHandover(f) | Fact::TripCancel(f) => serde_json::to_writer(&mut body, f)?,
            Fact::Withdraw(f) => serde_json::to_writer(&mut body, f)?,
            Fact::Same(f) => serde_json::to_writer(&mut body, f)?,
            Fact::Seal(f) => serde_json::to_writer(&mut body, f)?,
            Fact::Export(f) => serde_json::to_writer(&mut body, f)?,
            Fact::Nothing
            | Fact::TripRemove
            | Fact::TripBoard
            | Fact::TripAlight
            | Fact::Replayed(_)
            | Fact::JoinedAnother
            | Fact::Unknown => {
                serde_json::to_writer(&mut body, &Empty {})?;
            }
        }
        // "{" of the body becomes "," after the batch, or goes where the body is empty.
        if body.get(at + 1) == Some(&b'}') {
            body.remove(at);
        } else if let Some(brace) = body.get_mut(at) {
            *brace = b',';
        }
        String::from_utf8(body).map_err(serde::ser::Error::custom)
    }
}

/// Whether entries of this kind stay: withdrawals and seals cannot be taken back, whatever names them.
pub fn stays(kind: &str) -> bool {
    matches!(kind, "withdraw" | "seal")
}

/// The batch that a stored body belongs to (the seq of its first entry), where it says so.
pub fn batch_of(body: &str) -> Option<u64> {
    let rest = body.strip_prefix("{\"batch\":")?;
    let end = rest.find(|c: char| !c.is_ascii_digit())?;
    rest.get(..end)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_steers_a_terminal_is_not_kept() {
        let fact = |text: &str| Fact::TripCancel(RemarkFacts { text: Some(text.into()) });
        assert_eq!(fact("路\u{1b}[31m断\u{202e}了\u{200d}").cleaned(), fact("路断了"));
        assert_eq!(fact("路断了").cleaned(), fact("路断了"));
    }

    #[test]
    fn bodies_read_back_and_carry_their_batch() {
        let visit = Fact::Visit(VisitFacts {
            by: VisitBy::Home,
            outcome: Outcome::WantsWork,
            need: None,
            next: None,
            note: Some("想进厂".into()),
        });
        let body = visit.write(17).unwrap();
        assert_eq!(body, r#"{"batch":17,"by":"home","outcome":"wants_work","note":"想进厂"}"#);
        assert_eq!(batch_of(&body), Some(17));
        assert_eq!(Fact::read("visit", &body), visit);
        assert_eq!(Fact::Nothing.write(3).unwrap(), r#"{"batch":3}"#);
        assert_eq!(Fact::read("tea_break", "{}"), Fact::Unknown);
        assert_eq!(Fact::read("visit", "{}"), Fact::Unknown);
    }

    #[test]
    fn a_day_that_cannot_be_kept_is_not_folded() {
        for day in ["+262142-12-31", "-0001-12-31", " +10000-01-01", "\\u002b10000-01-01", "\\n-0044-03-15"] {
            assert_eq!(Fact::read("home", &format!(r#"{{"on":"{day}"}}"#)), Fact::Unknown, "{day}");
        }
        for day in ["9999-12-31", "0000-02-29", "2026-03-05"] {
            assert!(matches!(Fact::read("home", &format!(r#"{{"on":"{day}"}}"#)), Fact::Home(_)), "{day}");
        }
        let visit = r#"{"by":"home","outcome":"other","note":"+262142-12-31"}"#;
        assert!(matches!(Fact::read("visit", visit), Fact::Visit(_)));
    }
}
