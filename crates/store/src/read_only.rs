//! The files of a generation for those who read: nothing is written, no lock taken, so that whoever may read the folder may
//! search the index.
//!
//! tantivy takes a lock while it opens the files that the list of segments names, so that the writer removes none of them
//! meanwhile. Readers do without: a file that is gone when it is opened means that the list has changed, and opening begins
//! again with the new one (see [`attempt`]). Files that are open stay readable after their removal.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use std::{io, thread};

use tantivy::directory::error::{DeleteError, LockError, OpenReadError, OpenWriteError};
use tantivy::directory::{
    Directory, DirectoryLock, FileHandle, Lock, MmapDirectory, WatchCallback, WatchHandle, WritePtr,
};

use crate::error::StoreError;

#[derive(Clone, Debug)]
pub(crate) struct ReadOnly(MmapDirectory);

impl ReadOnly {
    pub(crate) fn open(folder: &Path) -> Result<Self, StoreError> {
        let files = MmapDirectory::open(folder).map_err(|error| {
            StoreError::damaged(folder.to_owned(), &format!("it cannot be opened: {error}"))
        })?;
        Ok(Self(files))
    }
}

fn refused() -> io::Error {
    io::Error::new(
        io::ErrorKind::PermissionDenied,
        "the index is open for reading alone",
    )
}

impl Directory for ReadOnly {
    fn get_file_handle(&self, path: &Path) -> Result<Arc<dyn FileHandle>, OpenReadError> {
        self.0.get_file_handle(path)
    }

    fn delete(&self, path: &Path) -> Result<(), DeleteError> {
        Err(DeleteError::IoError {
            io_error: Arc::new(refused()),
            filepath: path.to_owned(),
        })
    }

    fn exists(&self, path: &Path) -> Result<bool, OpenReadError> {
        self.0.exists(path)
    }

    fn open_write(&self, path: &Path) -> Result<WritePtr, OpenWriteError> {
        Err(OpenWriteError::wrap_io_error(refused(), path.to_owned()))
    }

    fn atomic_read(&self, path: &Path) -> Result<Vec<u8>, OpenReadError> {
        self.0.atomic_read(path)
    }

    fn atomic_write(&self, _: &Path, _: &[u8]) -> io::Result<()> {
        Err(refused())
    }

    fn sync_directory(&self) -> io::Result<()> {
        Ok(())
    }

    fn acquire_lock(&self, _: &Lock) -> Result<DirectoryLock, LockError> {
        Ok(DirectoryLock::from(Box::new(())))
    }

    fn watch(&self, callback: WatchCallback) -> tantivy::Result<WatchHandle> {
        self.0.watch(callback)
    }
}

/// Attempts to open files that the writer may be replacing.
const ATTEMPTS: u32 = 5;

/// Between two attempts: the writer removes files within milliseconds of a new list.
const PAUSE: Duration = Duration::from_millis(20);

/// Opens files, again where one of them was removed meanwhile.
pub(crate) fn attempt<T>(open: impl Fn() -> Result<T, StoreError>) -> Result<T, StoreError> {
    let mut attempts = 1;
    loop {
        match open() {
            Err(error) if error.is_missing_file() && attempts < ATTEMPTS => {
                attempts += 1;
                thread::sleep(PAUSE);
            }
            outcome => return outcome,
        }
    }
}
