//! The printed list of a trip, written in the background into the folder of exports.

use crate::desk::{Error, boarding};
use crate::domain::subject::SubjectId;
use crate::locale::say;
use crate::tui::jobs::Told;
use crate::tui::shared::Shared;

/// Begins to print the list of a trip; where it is gets told once it is there.
pub fn print(trip: SubjectId, number: &str, cx: &mut Shared) {
    let folder = cx.entrance.export_folder();
    cx.start(say!("buses-printing", number = number), move |desk, progress| {
        std::fs::create_dir_all(&folder)
            .map_err(|e| Error::refused(say!("cli-cannot-write", file = folder.as_path(), error = e)))?;
        let file = boarding::print_into(desk, trip, &folder, progress)?;
        Ok(Told::good(say!("buses-printed", path = file.as_path())))
    });
}
