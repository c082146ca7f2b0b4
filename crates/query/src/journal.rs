//! Issues of the Official Journal that are named without their day, as addresses and the Court do: `JO L 119, 2016`.
//!
//! Texts cite them with it, and no year has two issues of one number: the day is found among what the index cites.

use renvoi_reference::Key;

use crate::language::Query;
use crate::view::View;
use renvoi_index::IndexError;

/// The key with its day, where the index cites that issue; else the key.
pub(crate) fn dated(index: &View, key: &Key) -> Result<Key, IndexError> {
    let Some((beginning, end)) = undated(key.as_ref()) else {
        return Ok(key.clone());
    };
    let cited = index.cited(&beginning)?;
    let found = cited
        .into_iter()
        .find(|cited| cited.as_ref().ends_with(&end));
    Ok(found.unwrap_or_else(|| key.clone()))
}

/// Gives the issues that a query names the days that texts cite them with.
pub(crate) fn date(index: &View, query: &mut Query) -> Result<(), IndexError> {
    query.visit_keys(&mut |key| {
        *key = dated(index, key)?;
        Ok(())
    })
}

/// What the dated key of an issue without its day begins and ends with: `JO L 119, ` and `.2016`, or `JO L, 2024/1689, `.
fn undated(key: &str) -> Option<(String, String)> {
    let (issue, last) = key
        .strip_prefix("JO ")
        .and_then(|_| key.rsplit_once(", "))?;
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    if digits(last) && last.len() == 4 {
        return Some((format!("{issue}, "), format!(".{last}")));
    }
    let item = last.strip_prefix("C/").unwrap_or(last);
    let (year, number) = item.split_once('/')?;
    (digits(year) && digits(number)).then(|| (format!("{key}, "), String::new()))
}

#[cfg(test)]
mod tests {
    use super::undated;

    #[test]
    fn issues_without_their_day() {
        let of = |key| undated(key).map(|(beginning, end)| format!("{beginning}…{end}"));
        assert_eq!(of("JO L 119, 2016").as_deref(), Some("JO L 119, ….2016"));
        assert_eq!(of("JO C 83 E, 2010").as_deref(), Some("JO C 83 E, ….2010"));
        assert_eq!(of("JO L, 2024/1689").as_deref(), Some("JO L, 2024/1689, …"));
        assert_eq!(
            of("JO C, C/2024/390").as_deref(),
            Some("JO C, C/2024/390, …")
        );
        for key in [
            "JO L 119, 4.5.2016",
            "JO L, 2024/1689, 12.7.2024",
            "32016R0679",
            "JO 17",
        ] {
            assert_eq!(of(key), None, "{key}");
        }
    }
}
