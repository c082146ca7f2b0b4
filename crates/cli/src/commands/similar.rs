//! `renvoi similar PASSAGE|DOCUMENT`

use anyhow::bail;
use renvoi_query::{DEFAULT_LIMIT, similar};

use crate::config::Config;
use crate::exit::DONE;
use crate::output::{Format, Out, document_line, place_line};

/// Arguments of `renvoi similar`.
#[derive(Debug, clap::Args)]
pub(crate) struct SimilarArgs {
    /// A passage or note, such as `com-2020-605/p42`; or a document, by its id, its
    /// reference or its name.
    #[arg(required = true, value_name = "PASSAGE|DOCUMENT")]
    what: Vec<String>,
    /// Number of hits, at most 100.
    #[arg(long, short = 'n', default_value_t = DEFAULT_LIMIT, value_parser = super::search::limit)]
    limit: usize,
}

pub(crate) fn run(config: &Config, args: &SimilarArgs) -> anyhow::Result<u8> {
    let what = args.what.join(" ");
    let view = config.view()?;
    let Some(hits) = similar(&view, &what, args.limit)? else {
        bail!(
            "there is no `{what}` in the index: name a passage such as com-2020-605/p42, or a document"
        );
    };
    let mut out = Out::new();
    match config.format {
        Format::Json => out.json(&hits)?,
        Format::Text => {
            for hit in &hits {
                out.line(format_args!(
                    "{}. {}",
                    hit.rank,
                    document_line(&hit.document)
                ))?;
                let place = place_line(hit.page, &hit.section);
                out.line(format_args!("   {}  {place}", hit.passage))?;
                out.line(format_args!("   {}\n", hit.text))?;
            }
        }
    }
    out.finish()?;
    Ok(DONE)
}
