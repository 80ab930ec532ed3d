//! What of a download is there: `FILE.part`, and `FILE.part.etag` with the address that it is from and the entity tag that it had.
//!
//! In: bytes. Out: the file, renamed into its place when it is whole. The second file is a lock as well: two runs that wrote
//! the same part would mix it.

use std::ffi::OsString;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use crate::report::Failure;

pub(super) struct Partial {
    path: PathBuf,
    file: File,
    note_path: PathBuf,
    note: File,
    url: String,
    tag: Option<String>,
    len: u64,
}

impl Partial {
    /// Opens what a run before left, if it is from the same address, or starts anew.
    pub(super) fn open(target: &Path, url: &str) -> Result<Self, Failure> {
        let path = with_suffix(target, ".part");
        let note_path = with_suffix(target, ".part.etag");
        let mut note = open(&note_path)?;
        match note.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                return Err(Failure::new(
                    format!("another run is downloading to `{}`", target.display()),
                    "wait for it, or name another file",
                ));
            }
            // Not every file system can lock.
            Err(TryLockError::Error(_)) => {}
        }
        let mut text = String::new();
        let tag = match note.read_to_string(&mut text) {
            Ok(_) => text
                .split_once('\n')
                .filter(|(from, tag)| *from == url && is_strong(tag))
                .map(|(_, tag)| tag.to_owned()),
            Err(_) => None,
        };
        let file = open(&path)?;
        let mut partial = Partial {
            path,
            file,
            note_path,
            note,
            url: url.to_owned(),
            tag,
            len: 0,
        };
        match partial.tag {
            Some(_) => {
                partial.len = partial
                    .file
                    .seek(SeekFrom::End(0))
                    .map_err(|error| partial.failed(&error))?;
            }
            None => partial.restart(None)?,
        }
        Ok(partial)
    }

    /// How many bytes are there.
    pub(super) fn len(&self) -> u64 {
        self.len
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// The strong entity tag of what is there, if more can be asked for.
    pub(super) fn tag(&self) -> Option<&str> {
        self.tag.as_deref().filter(|_| self.len > 0)
    }

    /// Forgets what is there. What follows has this entity tag; weak ones do not say that two answers are the same bytes.
    pub(super) fn restart(&mut self, tag: Option<&str>) -> Result<(), Failure> {
        self.try_restart(tag.filter(|tag| is_strong(tag)))
            .map_err(|error| self.failed(&error))
    }

    fn try_restart(&mut self, tag: Option<&str>) -> io::Result<()> {
        // In this order, the tag is never that of other bytes, whenever the process ends.
        self.note.set_len(0)?;
        self.note.rewind()?;
        self.file.set_len(0)?;
        self.file.rewind()?;
        self.len = 0;
        self.tag = tag.map(str::to_owned);
        if let Some(tag) = tag {
            self.note
                .write_all(format!("{}\n{tag}", self.url).as_bytes())?;
        }
        Ok(())
    }

    pub(super) fn append(&mut self, bytes: &[u8]) -> Result<(), Failure> {
        self.file
            .write_all(bytes)
            .map_err(|error| self.failed(&error))?;
        self.len += bytes.len() as u64;
        Ok(())
    }

    /// Keeps what is there if the next run can go on from it.
    pub(super) fn leave(self) {
        if self.tag().is_none() {
            self.discard();
        }
    }

    /// Removes what is there.
    pub(super) fn discard(self) {
        let Partial {
            path,
            file,
            note_path,
            note,
            ..
        } = self;
        drop(file);
        // What cannot be removed is begun anew by the next run.
        let _ = fs::remove_file(path);
        let _ = fs::remove_file(note_path);
        drop(note);
    }

    /// Moves what is there to where it belongs.
    pub(super) fn finish(self, target: &Path) -> Result<(), Failure> {
        self.file.sync_all().map_err(|error| self.failed(&error))?;
        fs::rename(&self.path, target).map_err(|error| {
            Failure::new(
                format!(
                    "the schema is in `{}`, but cannot be moved to `{}`: {error}",
                    self.path.display(),
                    target.display()
                ),
                "",
            )
        })?;
        let _ = fs::remove_file(&self.note_path);
        Ok(())
    }

    fn failed(&self, error: &io::Error) -> Failure {
        Failure::new(
            format!("cannot write `{}`: {error}", self.path.display()),
            "",
        )
    }
}

fn open(path: &Path) -> Result<File, Failure> {
    OpenOptions::new()
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .open(path)
        .map_err(|error| {
            Failure::new(
                format!("cannot write `{}`: {error}", path.display()),
                "name a file in a directory that exists and can be written to",
            )
        })
}

fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(suffix);
    name.into()
}

/// RFC 9110, 8.8.3: a quoted text; `W/` before it makes it weak.
fn is_strong(tag: &str) -> bool {
    tag.len() > 2
        && tag.starts_with('"')
        && tag.ends_with('"')
        && tag.bytes().all(|byte| byte.is_ascii_graphic())
}
