//! `renvoi export`

use renvoi_query::PassageIndex;
use renvoi_store::Store;

use super::Config;
use crate::DONE;
use crate::output::Out;

pub(crate) fn run(config: &Config) -> anyhow::Result<u8> {
    let store = Store::open(&config.index)?;
    let mut out = Out::new();
    for listed in store.documents()? {
        if let Some(document) = store.document(&listed.summary.id)? {
            out.json(&document)?;
        }
    }
    out.finish()?;
    Ok(DONE)
}
