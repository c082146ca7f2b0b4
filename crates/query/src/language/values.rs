//! The values of filters.

use renvoi_document::{Language, PassageKind};
use serde::Deserialize;
use serde::de::IntoDeserializer;
use serde::de::value::{Error, StrDeserializer};

use super::filters::{Certain, Versions};
use crate::remark::{Remark, remark};

/// The number of an article the way it is compared: `21`, `3bis`; *premier* is
/// `1`.
pub fn article_number(text: &str) -> String {
    let folded = renvoi_analysis::fold(text);
    match folded.trim().trim_end_matches('.') {
        "premier" | "1er" => "1".to_owned(),
        number => number.chars().filter(|c| c.is_alphanumeric()).collect(),
    }
}

/// The number of an article that is typed, and what follows it that is none of
/// it: `6(1)`, `6.1`, `6 § 1`. A word is no number.
pub(super) fn article(typed: &str) -> (Option<String>, Option<&str>) {
    let letters = |text: &str| text.chars().take_while(|c| c.is_alphabetic()).count();
    let number = typed.trim_start();
    let digits = number.bytes().take_while(u8::is_ascii_digit).count();
    if digits == 0 {
        let word = letters(number);
        let named = article_number(number);
        // `A`, `premier`, `L 12`.
        let known = (1..=2).contains(&word) || named == "1";
        return ((known && !named.is_empty()).then_some(named), None);
    }
    let after = number.get(digits..).unwrap_or_default();
    // `3 bis`, `3bis`, `1er`, `12a`: letters go on with the number, signs and words end it.
    let spaces = after.len() - after.trim_start().len();
    let word = after.trim_start();
    let end = word
        .find(|c: char| !c.is_alphabetic())
        .unwrap_or(word.len());
    let word = word.get(..end).unwrap_or_default();
    let goes_on = renvoi_reference::is_article_suffix(&renvoi_analysis::fold(word))
        || (spaces == 0 && word.chars().count() <= 2);
    let length = digits + if goes_on { spaces + word.len() } else { 0 };
    let (number, rest) = number.split_at_checked(length).unwrap_or((number, ""));
    let rest = rest.trim();
    (
        Some(article_number(number)),
        (!rest.trim_matches('.').is_empty()).then_some(rest),
    )
}

/// `2020`, `2020..2022`, `2020-2022`, `2020..`, `..2022`.
pub(super) fn years(value: &str) -> Result<(i16, i16), Remark> {
    range(value).ok_or_else(|| {
        remark!(
            "« {value} » n’est pas une année : écrivez annee:2020 ou annee:2020..2022";
            "“{value}” is not a year: write year:2020 or year:2020..2022"
        )
    })
}

fn range(value: &str) -> Option<(i16, i16)> {
    let year = |text: &str| -> Option<i16> {
        (text.len() == 4)
            .then(|| text.parse().ok())
            .flatten()
            .filter(|y| *y >= 1000)
    };
    let parted = value
        .split_once("..")
        .or_else(|| value.split_once(['-', '–', '…']));
    let (first, last) = match parted {
        Some(("", last)) => (0, year(last)?),
        Some((first, "")) => (year(first)?, 9999),
        Some((first, last)) => (year(first)?, year(last)?),
        None => (year(value)?, year(value)?),
    };
    Some((first.min(last), first.max(last)))
}

pub(super) fn yes_or_no(value: &str) -> Result<bool, Remark> {
    match fold(value).as_str() {
        "oui" | "yes" | "true" | "1" => Ok(true),
        "non" | "no" | "false" | "0" => Ok(false),
        _ => Err(remark!(
            "« {value} » : écrivez note:oui ou note:non";
            "“{value}”: write footnote:yes or footnote:no"
        )),
    }
}

pub(super) fn certainty(value: &str) -> Result<Certain, Remark> {
    match fold(value).as_str() {
        "formelle" | "formel" | "formelles" | "formal" | "exacte" | "exact" => Ok(Certain::Formal),
        "deduite" | "deduites" | "deduit" | "inferee" | "inferred" => Ok(Certain::Inferred),
        _ => Err(remark!(
            "« {value} » : écrivez certitude:formelle ou certitude:deduite";
            "“{value}”: write certainty:formal or certainty:inferred"
        )),
    }
}

pub(super) fn versions(value: &str) -> Result<Versions, Remark> {
    match fold(value).as_str() {
        "toutes" | "tous" | "all" => Ok(Versions::All),
        "derniere" | "dernieres" | "latest" | "last" => Ok(Versions::Latest),
        _ => Err(remark!(
            "« {value} » : écrivez versions:toutes ou versions:derniere";
            "“{value}”: write versions:all or versions:latest"
        )),
    }
}

/// A language by its code or its name in French or English. The codes known are
/// those of the document crate.
pub(super) fn language(value: &str) -> Result<Language, Remark> {
    let folded = fold(value);
    let code = match folded.as_str() {
        "fra" | "fre" | "francais" | "french" => "fr",
        "eng" | "anglais" | "english" => "en",
        "jpn" | "jp" | "japonais" | "japanese" => "ja",
        other => other,
    };
    Language::deserialize(named(code)).map_err(|_| {
        remark!(
            "« {value} » n’est pas une langue de l’index : écrivez langue:fr, langue:en ou langue:ja";
            "“{value}” is not a language of the index: write lang:fr, lang:en or lang:ja"
        )
    })
}

/// A kind of passage by its name in JSON, or in French.
pub(super) fn kind(value: &str) -> Result<String, Remark> {
    let folded = fold(value).replace([' ', '_'], "-");
    let kind = match folded.as_str() {
        "considerant" | "considerants" | "recitals" => "recital",
        "paragraphe" | "paragraphes" | "alinea" | "paragraphs" => "paragraph",
        "titre" | "titres" | "intitule" | "headings" => "heading",
        "note" | "notes" | "note-de-bas-de-page" | "footnotes" => "footnote",
        "item" | "items" | "puce" | "puces" | "liste" | "point" | "points" => "list-item",
        "encadre" | "encadres" => "box",
        "ligne" | "lignes" | "tableau" | "tableaux" | "table" => "table-row",
        other => other,
    };
    if kind == "footnote" {
        return Ok(kind.to_owned());
    }
    PassageKind::deserialize(named(kind))
        .map(|kind| kind.as_str().to_owned())
        .map_err(|_| {
            remark!(
                "« {value} » n’est pas un genre de passage : recital, paragraph, heading, list-item, \
                 table-row, box et footnote le sont";
                "“{value}” is not a kind of passage: recital, paragraph, heading, list-item, \
                 table-row, box and footnote are"
            )
        })
}

/// A value as it is kept: folded.
#[allow(clippy::unnecessary_wraps)] // read like the values that may be wrong
pub(super) fn folded(value: &str) -> Result<String, Remark> {
    Ok(fold(value))
}

/// A value that has letters to look for.
pub(super) fn searchable(value: &str) -> Result<String, Remark> {
    value
        .contains(char::is_alphanumeric)
        .then(|| value.to_owned())
        .ok_or_else(|| {
            remark!(
                "« {value} » n’a ni lettre ni chiffre à chercher";
                "“{value}” has neither letters nor digits to search for"
            )
        })
}

fn fold(value: &str) -> String {
    renvoi_analysis::fold(value).trim().to_owned()
}

fn named(name: &str) -> StrDeserializer<'_, Error> {
    name.into_deserializer()
}
