//! What every command may need, checked.

use std::path::PathBuf;

use renvoi_query::{Deadline, Engine, View};

use crate::output::Format;

/// What every command may need.
#[derive(Debug)]
pub(crate) struct Config {
    pub(crate) index: PathBuf,
    pub(crate) format: Format,
}

impl Config {
    /// The index, opened.
    pub(crate) fn engine(&self) -> anyhow::Result<Engine> {
        Ok(Engine::new(renvoi_backend::open(&self.index)?))
    }

    /// What the index holds now: all that a command that ends needs.
    pub(crate) fn view(&self) -> anyhow::Result<View> {
        Ok(self.engine()?.view(Deadline::NONE)?)
    }
}
