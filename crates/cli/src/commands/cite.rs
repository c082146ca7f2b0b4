//! `renvoi cite REFERENCE`

use anyhow::bail;
use renvoi_query::{CitedBy, cite};
use renvoi_store::Store;

use super::Config;
use crate::DONE;
use crate::args::Format;
use crate::output::{Out, document_line, place_line};

/// Arguments of `renvoi cite`.
#[derive(Debug, clap::Args)]
pub(crate) struct CiteArgs {
    /// The instrument, in any spelling: `COM(2020) 607`, `com 2020 607`,
    /// `52020DC0607`, an EUR-Lex address.
    #[arg(required = true, value_name = "REFERENCE")]
    reference: Vec<String>,
}

pub(crate) fn run(config: &Config, args: &CiteArgs) -> anyhow::Result<u8> {
    let reference = args.reference.join(" ");
    let store = Store::open(&config.index)?;
    let Some(cited) = cite(&store, &reference)? else {
        bail!(
            "`{reference}` is not a reference: write it as COM(2020) 607, (UE) 2022/2555, 32016L1148, or paste its address"
        );
    };
    let mut out = Out::new();
    match config.format {
        Format::Json => out.json(&cited)?,
        Format::Text => text(&mut out, &cited)?,
    }
    out.finish()?;
    Ok(DONE)
}

fn text(out: &mut Out, cited: &CitedBy) -> anyhow::Result<()> {
    let title = cited.title.as_deref().unwrap_or("not in the index itself");
    out.line(format_args!("{}: {title}", cited.key))?;
    if let Some(url) = &cited.url {
        out.line(url)?;
    }
    for corrigendum in &cited.corrigenda {
        out.line(format_args!("corrected by {}", document_line(corrigendum)))?;
    }
    out.line("")?;
    for place in &cited.cited_by {
        out.line(document_line(&place.document))?;
        let passage = place
            .passage
            .as_ref()
            .map(ToString::to_string)
            .unwrap_or_default();
        out.line(format_args!(
            "  {passage}  {}",
            place_line(place.page, &place.section)
        ))?;
        out.line(format_args!("  {}", place.text))?;
        if let Some(note) = &place.footnote {
            out.line(format_args!("  [{}] {}", note.number, note.text))?;
        }
        out.line("")?;
    }
    out.line(format_args!("{} places cite {}", cited.total, cited.key))
}
