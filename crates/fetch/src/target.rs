//! What a typed reference is fetched as: one CELEX number, or several to try.

use renvoi_reference::{Celex, Citation, Key, Kind};

use crate::error::FetchError;

/// The first year in which one series of numbers serves directives, regulations and decisions, so that a bare number
/// names one act.
const COMMON_NUMBERS_SINCE: u16 = 2015;

/// A reference that can be asked for.
#[derive(Clone, Debug)]
pub(crate) struct Target {
    pub(crate) key: Key,
    /// At least one.
    pub(crate) candidates: Vec<Celex>,
}

/// Reads a reference in any spelling.
pub(crate) fn resolve(text: &str) -> Result<Target, FetchError> {
    let citation = renvoi_reference::parse(text).ok_or_else(|| FetchError::NotAReference {
        text: text.trim().to_owned(),
    })?;
    let candidates = candidates(&citation);
    if candidates.is_empty() {
        return Err(FetchError::NoCelex {
            key: citation.key.clone(),
            advice: advice(&citation),
        });
    }
    let shared = candidates.len() > 1
        && citation.kind == Kind::Act
        && candidates
            .iter()
            .any(|celex| celex.year() < COMMON_NUMBERS_SINCE);
    if shared {
        return Err(FetchError::SeveralActs {
            key: citation.key,
            candidates,
        });
    }
    Ok(Target {
        key: citation.key,
        candidates,
    })
}

/// A number typed as such is asked for as it stands: a corrigendum or a consolidated text is not its act.
fn candidates(citation: &Citation) -> Vec<Celex> {
    let decided = citation
        .attributes
        .as_celex
        .as_ref()
        .or(citation.celex.as_ref());
    match decided {
        Some(celex) => vec![celex.clone()],
        None => citation.celex_candidates.clone(),
    }
}

/// What to give instead of a reference that no CELEX number is known for.
fn advice(citation: &Citation) -> String {
    let advice = citation.kind.advice();
    match &citation.url {
        Some(url) => format!("{advice} (see {url})"),
        None => advice.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_become_numbers() {
        for (text, numbers) in [
            ("COM(2020) 605", "52020DC0605 52020PC0605"),
            ("JOIN(2018) 16", "52018JC0016"),
            ("SWD(2020) 152", "52020SC0152"),
            ("directive (UE) 2016/1148", "32016L1148"),
            ("32016R0679R(02)", "32016R0679R(02)"),
            ("02016R0679-20160504", "02016R0679-20160504"),
            ("62012CJ0131", "62012CJ0131"),
            ("TFUE", "12016E/TXT"),
            ("12016E114", "12016E114"),
            ("2022/2555", "32022L2555 32022R2555 32022D2555 32022H2555"),
        ] {
            let target = resolve(text).unwrap_or_else(|e| panic!("{text}: {e}"));
            let found: Vec<_> = target.candidates.iter().map(Celex::to_string).collect();
            assert_eq!(found.join(" "), numbers, "{text}");
        }
    }

    #[test]
    fn what_has_no_number_is_refused_by_name_with_what_to_give() {
        for (text, said) in [
            ("C(2017) 6100", "once it is published"),
            ("JO L 194 du 19.7.2016", "the act printed there"),
            ("ST 9916/17", "the Council's register"),
            ("JRC120307", "Joint Research Centre"),
            ("C-131/12", "62012CJ0131"),
            ("ECLI:EU:C:2014:317", "62012CJ0131"),
            ("2002/475", "say which"),
            ("2021/0136(COD)", "one of them, such as the proposal"),
            ("A9-0123/2023", "europarl.europa.eu"),
            ("EUCO 22/20", "the Council's register"),
            ("A/RES/70/1", "undocs.org"),
            ("CM/Rec(2018)1", "coe.int"),
            ("CEDH 58170/13", "HUDOC"),
            ("RS 05/2022", "eca.europa.eu"),
            ("BCE/2014/34", "in the Official Journal"),
            ("ISO/IEC 27001", "standards are not in Cellar"),
            ("bonjour", "is not an EU reference"),
        ] {
            let message = resolve(text).expect_err(text).to_string();
            assert!(message.contains(said), "{text}: {message}");
        }
    }
}
