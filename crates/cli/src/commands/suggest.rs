//! `renvoi suggest PREFIX`

use renvoi_query::{Suggestions, suggest};

use crate::config::Config;
use crate::exit::DONE;
use crate::output::{Format, Out, document_line};

/// Arguments of `renvoi suggest`.
#[derive(Debug, clap::Args)]
pub(crate) struct SuggestArgs {
    /// What has been typed so far, two letters at least.
    #[arg(required = true, value_name = "PREFIX")]
    prefix: Vec<String>,
}

pub(crate) fn run(config: &Config, args: &SuggestArgs) -> anyhow::Result<u8> {
    let view = config.view()?;
    let suggestions = suggest(&view, args.prefix.join(" ").trim_start())?;
    let mut out = Out::new();
    match config.format {
        Format::Json => out.json(&suggestions)?,
        Format::Text => text(&mut out, &suggestions)?,
    }
    out.finish()?;
    Ok(DONE)
}

fn text(out: &mut Out, suggestions: &Suggestions) -> anyhow::Result<()> {
    for term in &suggestions.terms {
        out.line(format_args!("{} ({})", term.text, term.count))?;
    }
    for topic in &suggestions.topics {
        out.line(format_args!("theme:{}  {}", topic.id, topic.label))?;
    }
    for instrument in &suggestions.instruments {
        let name = instrument.name.as_deref().unwrap_or_default();
        let title = instrument.title.as_deref().unwrap_or_default();
        out.line(format_args!("{}  {name}  {title}", instrument.key))?;
    }
    for document in &suggestions.documents {
        out.line(format_args!(
            "dans:{}  {}",
            document.id,
            document_line(document)
        ))?;
    }
    Ok(())
}
