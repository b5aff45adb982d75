//! The command table: everything that a key, the palette or a hint can set off. A command's name is the message
//! `keys-<scope>-<command>`, its keys stand in `data/keymap.toml` under `[<scope>]`; from here come the key map, the
//! footer, the `?` help, the palette and the manual's page of keys.

use crate::locale::{self, Arguments, Lang};

macro_rules! commands {
    ($($(#[$doc:meta])* $scope:ident $key:literal [$($parent:ident)*] { $($command:ident $id:literal)* })+) => {
        /// Where a command holds.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Scope { $($(#[$doc])* $scope),+ }

        impl Scope {
            /// Every scope, in the order of the help.
            pub const ALL: &'static [Scope] = &[$(Scope::$scope),+];

            /// Its key: the table of the keymap, and part of its messages.
            pub const fn key(self) -> &'static str {
                match self { $(Scope::$scope => $key),+ }
            }

            /// The scopes whose commands hold besides where this one does.
            pub const fn parents(self) -> &'static [Scope] {
                match self { $(Scope::$scope => &[$(Scope::$parent),*]),+ }
            }
        }

        /// Something that the console can do.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[allow(missing_docs)]
        pub enum Command { $($($command,)*)+ }

        impl Command {
            /// The whole table.
            pub const ALL: &'static [Command] = &[$($(Command::$command,)*)+];

            /// Where it holds.
            pub const fn scope(self) -> Scope {
                match self { $($(Command::$command => Scope::$scope,)*)+ }
            }

            /// Its key within its scope.
            pub const fn key(self) -> &'static str {
                match self { $($(Command::$command => $id,)*)+ }
            }
        }
    };
}

commands! {
    /// Everywhere, in text fields too.
    Always "always" [] {
        Help "help"
        Palette "palette"
        Suspend "suspend"
        Redraw "redraw"
        Cover "cover"
        Quit "quit"
    }
    /// On every screen, outside text fields.
    Desk "desk" [Asking Always] {
        Visit "visit"
        Return "return"
        Placement "placement"
        Loss "loss"
        Home "home"
        Bus "bus"
        Again "again"
        Undo "undo"
        PasteList "paste-list"
        Find "find"
        GoToday "today"
        GoTaskBook "task-book"
        GoRoster "roster"
        GoTrips "trips"
        GoWall "wall"
        GoReport "report"
        NextScreen "next-screen"
        PreviousScreen "previous-screen"
        Seal "seal"
        Export "export"
        Import "import"
        Vacancies "vacancies"
        Jobs "jobs"
        Settings "settings"
        Leave "leave"
    }
    /// Wherever characters are commands: what can be done here.
    Asking "asking" [] {
        More "more"
        Ask "ask"
    }
    /// In every list.
    List "list" [] {
        Up "up"
        Down "down"
        PageUp "page-up"
        PageDown "page-down"
        First "first"
        Last "last"
    }
    /// 今日.
    Today "today-screen" [List Desk Asking Always] {
        TodayOpen "open"
        TodayAct "act"
        TodayPane "pane"
        TodayFilter "filter"
        TodayNothing "nothing"
    }
    /// 任务书.
    TaskBook "task-book-screen" [List Desk Asking Always] {
        TaskOpen "open"
        TaskWithdraw "withdraw"
        TaskEarlier "earlier"
        TaskLater "later"
        TaskToday "today"
        TaskFilter "filter"
        TaskVillage "village"
        TaskOfficer "officer"
        TaskClear "clear"
        TaskCopy "copy"
        TaskNothing "nothing"
    }
    /// An entry of the day, opened.
    Entry "entry" [List Desk Asking Always] {
        EntryOpen "open"
        EntryWithdraw "withdraw"
        EntryClose "close"
    }
    /// 台账, in its list.
    Roster "roster-screen" [List Desk Asking Always] {
        RosterOpen "open"
        RosterMark "mark"
        RosterMarkAll "mark-all"
        RosterClear "clear"
        RosterFacets "facets"
        RosterSort "sort"
        RosterTurn "turn"
        RosterSame "same"
        RosterOffer "offer"
    }
    /// 台账, in its filter.
    RosterFilter "roster-filter" [Always] {
        RosterToList "to-list"
        RosterOpenFirst "open-first"
        RosterNextScreen "next-screen"
        RosterPreviousScreen "previous-screen"
    }
    /// A person's page.
    Person "person" [List Desk Asking Always] {
        PersonClose "close"
        PersonOpen "open"
        PersonReveal "reveal"
        PersonHousehold "household"
        PersonSection "section"
        PersonSectionBack "section-back"
        PersonWithdraw "withdraw"
        PersonChange "change"
        PersonSame "same"
        PersonJobs "jobs"
    }
    /// 岗位.
    Vacancies "vacancies" [List Desk Asking Always] {
        VacancyOpen "open"
        VacancyNew "new"
        VacancyFits "fits"
        VacancyRefresh "refresh"
        VacancyClose "close"
        VacancyCopy "copy"
        VacancyCopyBest "copy-best"
        VacancyMark "mark"
        VacancyAll "all"
        VacancyLeave "leave"
    }
    /// 岗位, in its filter.
    VacancyFilter "vacancy-filter" [Always] {
        VacancyToList "to-list"
    }
    /// One job.
    Vacancy "vacancy" [Vacancies List Desk Asking Always] {
        VacancyResult "result"
        VacancyChange "change"
    }
    /// Who fits a job.
    Fitting "fitting" [List Desk Asking Always] {
        FitOpen "open"
        FitMark "mark"
        FitOffer "offer"
        FitEmployed "employed"
        FitLeave "leave"
    }
    /// Which jobs fit somebody.
    Suiting "suiting" [List Desk Asking Always] {
        SuitOffer "offer"
        SuitResult "result"
        SuitAll "all"
        SuitOther "other"
        SuitLeave "leave"
    }
    /// 直通车.
    Trips "trips-screen" [List Desk Asking Always] {
        TripOpen "open"
        TripPlan "plan"
        TripAdd "add"
        TripFacts "facts"
    }
    /// 点名.
    RollCall "roll-call" [List Asking Always] {
        RollBoard "board"
        RollBoardAll "board-all"
        RollAbsent "absent"
        RollNext "next"
        RollUndo "undo"
        RollDepart "depart"
        RollArrive "arrive"
        RollReturn "return"
        RollHandOver "hand-over"
        RollAlight "alight"
        RollAdd "add"
        RollChange "change"
        RollRemove "remove"
        RollText "text"
        RollPrint "print"
        RollFacts "facts"
        RollPlan "plan"
        RollCancel "cancel"
        RollClose "close"
    }
    /// Passengers being put on a list.
    TripAdd "trip-add" [Always] {
        AddUp "up"
        AddDown "down"
        AddTake "take"
        AddField "field"
        AddCompanion "companion"
        AddClose "close"
    }
    /// 挂图.
    Wall "wall-screen" [List Desk Asking Always] {
        WallMetric "metric"
        WallPick "pick"
        WallOpen "open"
        WallEarlier "earlier"
        WallLater "later"
        WallChart "chart"
    }
    /// 战报.
    Report "report-screen" [List Desk Asking Always] {
        ReportOpen "open"
        ReportPane "pane"
        ReportRows "rows"
        ReportFormat "format"
        ReportCopy "copy"
        ReportEarlier "earlier"
        ReportLater "later"
    }
    /// The quick line.
    Quick "quick" [Always] {
        QuickUp "up"
        QuickDown "down"
        QuickTake "take"
        QuickNext "next"
        QuickPrevious "previous"
        QuickToggle "toggle"
        QuickSeries "series"
        QuickBack "back"
    }
    /// Choosing one of several.
    Choose "choose" [Always] {
        ChooseUp "up"
        ChooseDown "down"
        ChooseTake "take"
        ChooseClose "close"
    }
    /// A question.
    Confirm "confirm" [Always] {
        ConfirmYes "yes"
        ConfirmNo "no"
    }
    /// A form.
    Form "form" [Always] {
        FormNext "next"
        FormPrevious "previous"
        FormOn "on"
        FormTake "take"
        FormClose "close"
    }
    /// Choosing a file.
    Files "files" [Always] {
        FilesUp "up"
        FilesDown "down"
        FilesPageUp "page-up"
        FilesPageDown "page-down"
        FilesOpen "open"
        FilesClose "close"
    }
    /// What an import would do.
    Trial "trial" [List Always] {
        TrialImport "import"
        TrialRejects "rejects"
        TrialClose "close"
    }
    /// The jobs in the background.
    JobList "job-list" [List Always] {
        JobOpen "open"
        JobCancel "cancel"
        JobClose "close"
    }
    /// The settings.
    Settings "settings" [List Always] {
        SettingsOpen "open"
        SettingsClose "close"
    }
    /// The welcome of a first run.
    Welcome "welcome" [List Always] {
        WelcomeTake "take"
        WelcomeLeave "leave"
    }
    /// A list being typed or pasted.
    PasteText "paste-text" [Always] {
        PasteRead "read"
        PasteLeave "leave"
    }
    /// A pasted list, line by line.
    PasteTable "paste-table" [List Always] {
        PasteRecord "record"
        PasteToggle "toggle"
        PasteChoose "choose"
        PasteEdit "edit"
        PasteSkip "skip"
        PasteNext "next"
        PasteCommon "common"
        PasteAct "act"
        PasteClose "close"
    }
    /// Something to be read.
    Reading "reading" [List Always] {
        ReadingClose "close"
    }
}

impl Scope {
    /// What the help calls it.
    pub fn name(self) -> String {
        locale::in_lang(Lang::current(), &format!("keys-{}", self.key()), &Arguments::new())
    }

    /// This scope and those that hold besides it, the innermost first.
    pub fn chain(self) -> impl Iterator<Item = Scope> {
        std::iter::once(self).chain(self.parents().iter().copied())
    }
}

impl Command {
    /// Its name in the language of the process.
    pub fn name(self) -> String {
        self.name_in(Lang::current())
    }

    /// Its name in a language.
    pub fn name_in(self, lang: Lang) -> String {
        locale::in_lang(lang, &format!("keys-{}-{}", self.scope().key(), self.key()), &Arguments::new())
    }

    /// The command with this key in a scope.
    pub fn named(scope: &str, key: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|c| c.scope().key() == scope && c.key() == key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_command_has_a_name_in_every_language() {
        for lang in Lang::ALL {
            for command in Command::ALL {
                let name = command.name_in(lang);
                assert!(!name.starts_with("keys-"), "{name} in {}", lang.tag());
            }
            for scope in Scope::ALL {
                assert!(locale::exists(lang, &format!("keys-{}", scope.key())), "{} in {}", scope.key(), lang.tag());
            }
        }
    }

    #[test]
    fn a_command_is_found_by_its_scope_and_key() {
        for command in Command::ALL {
            assert_eq!(Command::named(command.scope().key(), command.key()), Some(*command));
        }
    }
}
