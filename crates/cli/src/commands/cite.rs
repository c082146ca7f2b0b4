//! `renvoi cite REFERENCE`

use anyhow::bail;
use renvoi_query::{Cited, CitedBy, Citing, Instrument, Part, cite};
use renvoi_reference::Certainty;

use crate::config::Config;
use crate::exit::{DONE, FAILED};
use crate::output::{Format, Out, document_line, named, place_line, place_text, tell};

/// Arguments of `renvoi cite`.
#[derive(Debug, clap::Args)]
pub(crate) struct CiteArgs {
    /// The instrument: a reference in any spelling (`COM(2020) 607`, `com 2020
    /// 607`, `52020DC0607`), a name (`directive SRI 2`), an EUR-Lex address, the
    /// id of its document; a place of it (`article 21 SRI 2`); filters (`certitude:formelle`, `annee:2020..`).
    #[arg(required = true, value_name = "REFERENCE")]
    reference: Vec<String>,
}

pub(crate) fn run(config: &Config, args: &CiteArgs) -> anyhow::Result<u8> {
    let reference = args.reference.join(" ").trim().to_owned();
    let view = config.view()?;
    let cited = match cite(&view, &reference, Part::WHOLE)? {
        Cited::By(cited) => *cited,
        Cited::Several(candidates) => return several(config, &reference, &candidates),
        Cited::Nothing => bail!(
            "`{reference}` is not a reference: write it as COM(2020) 607, (UE) 2022/2555, 32016L1148, or paste its address"
        ),
    };
    let mut out = Out::new();
    match config.format {
        Format::Json => out.json(&cited)?,
        Format::Text => text(&mut out, &cited)?,
    }
    out.finish()?;
    Ok(DONE)
}

/// Lists what may be meant; the exit code says that none was chosen.
fn several(config: &Config, typed: &str, candidates: &[Instrument]) -> anyhow::Result<u8> {
    let mut out = Out::new();
    match config.format {
        Format::Json => {
            out.json(&serde_json::json!({"reference": typed, "candidates": candidates}))?;
        }
        Format::Text => {
            for candidate in candidates {
                let about = candidate.title.as_deref().unwrap_or_default();
                out.line(format_args!(
                    "{}\t{}, {about}",
                    candidate.key,
                    candidate.label()
                ))?;
            }
        }
    }
    out.finish()?;
    tell(format_args!(
        "renvoi: `{typed}` may mean several instruments: name one of those listed by its key"
    ));
    Ok(FAILED)
}

fn text(out: &mut Out, cited: &CitedBy) -> anyhow::Result<()> {
    let title = cited.title.as_deref().unwrap_or("not in the index itself");
    let name = match &cited.short_name {
        Some(short) => format!("{} ({short})", cited.name),
        None => cited.name.clone(),
    };
    out.line(format_args!("{name}: {title}"))?;
    if let Some(newer) = &cited.replaced_by {
        out.line(format_args!(
            "repealed or replaced by {}",
            named(newer.as_str())
        ))?;
    }
    if let Some(url) = &cited.url {
        out.line(url)?;
    }
    for corrigendum in &cited.corrigenda {
        out.line(format_args!("corrected by {}", document_line(corrigendum)))?;
    }
    if let Some(place) = &cited.place {
        place_text(out, place)?;
    }
    for said in &cited.diagnostics {
        tell(format_args!("renvoi: {}", said.french()));
    }
    out.line("")?;
    for place in &cited.cited_by {
        place_lines(out, place)?;
    }
    let place = cited.place.as_ref();
    let place = place.map(|place| format!("{} of ", place.label));
    let place = place.unwrap_or_default();
    out.line(format_args!(
        "{} places cite {}{}: {} formally, {} inferred; {} in the instrument itself",
        cited.total, place, cited.name, cited.total_formal, cited.total_inferred, cited.total_own
    ))
}

fn place_lines(out: &mut Out, place: &Citing) -> anyhow::Result<()> {
    out.line(document_line(&place.document))?;
    // A note that nothing calls has an address of its own.
    let note = place.footnote.as_ref().map(|note| &note.id);
    let passage = place.passage.as_ref().or(note);
    let passage = passage.map(ToString::to_string).unwrap_or_default();
    let certainty = if place.certainty == Certainty::Exact {
        ""
    } else {
        "  (inferred)"
    };
    out.line(format_args!(
        "  {passage}  {}{certainty}",
        place_line(place.page, &place.section)
    ))?;
    if let Some(newer) = &place.newer_version {
        out.line(format_args!("  in an older version; the newest is {newer}"))?;
    }
    out.line(format_args!("  {}", place.text))?;
    for note in place.evidence.iter().filter_map(|e| e.footnote.as_ref()) {
        out.line(format_args!("  [{}] {}", note.number, note.text))?;
    }
    out.line("")
}
