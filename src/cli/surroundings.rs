//! Where a book lies: folders that copy files while they are written, and disks of other computers, on which locks and
//! syncs are not what a book relies on.

use crate::locale::say;
use std::path::Path;

/// What an officer should know of the place of a book; `None` where there is nothing to say.
pub fn warning(book: &Path) -> Option<String> {
    let place = book.canonicalize().or_else(|_| book.parent().unwrap_or(Path::new("")).canonicalize());
    let place = place.unwrap_or_else(|_| book.to_path_buf());
    if let Some(name) = synchronised(&place) {
        return Some(say!("upkeep-synchronised", name = name));
    }
    network(&place).map(|kind| say!("upkeep-network", kind = kind))
}

/// The name of the cloud service in whose folder the path lies: such folders copy files while they are written.
fn synchronised(place: &Path) -> Option<String> {
    let place = place.to_string_lossy().to_lowercase();
    [
        ("onedrive", "OneDrive"),
        ("dropbox", "Dropbox"),
        ("nutstore", "坚果云"),
        ("坚果云", "坚果云"),
        ("baidunetdisk", "百度网盘"),
        ("百度网盘", "百度网盘"),
        ("baidusyncdisk", "百度网盘"),
        ("icloud", "iCloud"),
        ("wpsdrive", "WPS 云盘"),
        ("wps云盘", "WPS 云盘"),
    ]
    .into_iter()
    .find(|(sign, _)| place.contains(sign))
    .map(|(_, name)| name.to_string())
}

/// The kind of network disk on which the path lies.
fn network(place: &Path) -> Option<String> {
    if place.to_string_lossy().starts_with(r"\\") && !place.to_string_lossy().starts_with(r"\\?\") {
        return Some("SMB".to_string());
    }
    mounted(&std::fs::read_to_string("/proc/mounts").ok()?, place)
}

/// The network file system that a table of mounts (as in `/proc/mounts`) gives for a path.
fn mounted(mounts: &str, place: &Path) -> Option<String> {
    const NETWORK: [&str; 12] = [
        "nfs",
        "nfs4",
        "cifs",
        "smb3",
        "smbfs",
        "afs",
        "ncpfs",
        "ceph",
        "davfs",
        "fuse.sshfs",
        "fuse.rclone",
        "fuse.davfs",
    ];
    let of = |line: &str| {
        let mut words = line.split(' ');
        let (_, point, kind) = (words.next()?, words.next()?, words.next()?);
        // Spaces stand there as octal.
        let point = point.replace("\\040", " ");
        place.starts_with(&point).then(|| (point.len(), kind.to_string()))
    };
    let (_, kind) = mounts.lines().filter_map(of).max_by_key(|(length, _)| *length)?;
    NETWORK.contains(&kind.as_str()).then_some(kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_mount_counts() {
        let mounts = "/dev/sda1 / ext4 rw 0 0\n10.0.0.2:/share /mnt/nas nfs4 rw 0 0\n//nas/b /mnt/b\\040c cifs rw 0 0\n/dev/sdb /mnt/nas/disk ext4 rw 0 0\n";
        let of = |place: &str| mounted(mounts, Path::new(place));
        assert_eq!(of("/mnt/nas/book.zb").as_deref(), Some("nfs4"));
        assert_eq!(of("/mnt/b c/book.zb").as_deref(), Some("cifs"));
        assert_eq!(of("/mnt/nas/disk/book.zb"), None);
        assert_eq!(of("/mnt/nas2/book.zb"), None);
        assert_eq!(synchronised(Path::new("/home/a/OneDrive/book.zb")).as_deref(), Some("OneDrive"));
    }
}
