//! `renvoi export`

use crate::config::Config;
use crate::exit::DONE;
use crate::output::Out;

pub(crate) fn run(config: &Config) -> anyhow::Result<u8> {
    let view = config.view()?;
    let mut out = Out::new();
    for listed in view.all_documents()? {
        if let Some(document) = view.document(&listed.summary.id)? {
            out.json(&document)?;
        }
    }
    out.finish()?;
    Ok(DONE)
}
