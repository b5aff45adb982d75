//! The printed list, written in the background; what came of it is told wherever the officer then is in the roll call.

use crate::desk::settings::{Paths, Settings};
use crate::desk::{Error, Progress, boarding};
use crate::domain::subject::SubjectId;
use crate::locale::say;
use crate::tui::entrance::Entrance;
use crate::tui::shared::{Shared, Tone};
use directories::{BaseDirs, UserDirs};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

/// What came of a printed list, as soon as it is known.
#[derive(Default, Clone)]
pub struct Printing(Arc<Mutex<Option<Result<String, String>>>>);

impl Printing {
    /// Begins to print the list of a trip.
    pub fn start(&self, trip: SubjectId, number: &str, cx: &mut Shared) {
        let (entrance, told) = (cx.entrance.clone(), self.0.clone());
        let progress = Progress::default();
        let cancel = progress.clone();
        let events = cx.events.clone();
        cx.jobs.start(
            say!("buses-printing", number = number),
            events,
            move || cancel.cancel(),
            move |_| {
                let done = print(&entrance, trip, &progress).map_err(|e| e.to_string());
                *told.lock().unwrap_or_else(PoisonError::into_inner) = Some(done.clone());
                done
            },
        );
    }

    /// Says what came of it, once.
    pub fn tell(&self, cx: &mut Shared) {
        match self.0.lock().unwrap_or_else(PoisonError::into_inner).take() {
            Some(Ok(told)) => cx.tell(Tone::Good, told),
            Some(Err(why)) => cx.tell(Tone::Bad, why),
            None => {}
        }
    }
}

fn print(entrance: &Entrance, trip: SubjectId, progress: &Progress) -> Result<String, Error> {
    let desk = entrance.desk()?;
    let folder = folder(entrance);
    std::fs::create_dir_all(&folder).map_err(|e| Error::refused(say!("cli-cannot-write", file = folder, error = e)))?;
    let file = boarding::print_into(&desk, trip, &folder, progress)?;
    Ok(say!("buses-printed", path = file))
}

/// Where exports go: as the settings say, else among the officer's documents, else at home.
fn folder(entrance: &Entrance) -> PathBuf {
    let paths = entrance.config.clone().zip(entrance.data.clone());
    let settings = Settings::load(paths.map(|(config_dir, data_dir)| Paths { config_dir, data_dir }));
    let documents = || UserDirs::new()?.document_dir().map(PathBuf::from);
    let home = || BaseDirs::new().map(|dirs| dirs.home_dir().to_path_buf());
    settings.export_folder.or_else(documents).or_else(home).unwrap_or_else(|| PathBuf::from("."))
}
