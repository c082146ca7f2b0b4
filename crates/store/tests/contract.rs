//! The embedded index keeps the contract.

use renvoi_index::{Index, IndexError, Mode, Writer, suite};
use renvoi_store::{Store, StoreWriter};

struct Folder(tempfile::TempDir);

impl suite::Place for Folder {
    fn write(&self, mode: Mode) -> Result<Box<dyn Writer>, IndexError> {
        Ok(Box::new(StoreWriter::open(self.0.path(), mode)?))
    }

    fn open(&self) -> Result<Box<dyn Index>, IndexError> {
        Ok(Box::new(Store::open(self.0.path())?))
    }
}

#[test]
fn the_embedded_index_keeps_the_contract() {
    suite::run(|| Folder(tempfile::tempdir().expect("a folder")));
}
