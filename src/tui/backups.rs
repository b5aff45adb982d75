//! A backup in the background: after each seal, and when the officer asks for one. Nobody waits for it; that it cannot be
//! made is told, and changes nothing about the seal.

use super::jobs::Told;
use super::shared::{Shared, Tone};
use super::theme::Role;
use crate::desk::{Error, backups};
use crate::locale::say;

/// Makes one, unless the settings want none or the township is made up. One that was asked for tells its end aloud.
pub fn begin(asked: bool, cx: &mut Shared) {
    let entrance = cx.entrance.clone();
    let settings = entrance.settings();
    if settings.backup_folder().is_none() || entrance.is_made_up() {
        if asked {
            cx.tell(Tone::Warn, say!("settings-backups-none"));
        }
        return;
    }
    let name = say!("settings-backups");
    if asked {
        cx.tell(Tone::Good, say!("files-begun", name = name));
    }
    cx.start_lasting(name, move |desk, progress| match desk.back_up(&settings, progress) {
        Ok(made) => {
            let told = made.as_ref().map(backups::told).unwrap_or_default();
            let aloud = asked || made.is_some_and(|made| made.tight);
            Ok(if aloud { Told::good(told) } else { Told::quietly(told) })
        }
        Err(Error::Cancelled) => Err(Error::Cancelled),
        Err(why) => {
            let why = why.to_string();
            Ok(Told { tone: Tone::Bad, lines: vec![(why.clone(), Role::Bad)], ..Told::good(why) })
        }
    });
}
