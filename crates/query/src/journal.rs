//! Issues of the Official Journal that are named without their day, as addresses and the Court do: `JO L 119, 2016`.
//!
//! Texts cite them with it, and no year has two issues of one number: the day is found among what the index cites.

use renvoi_reference::Key;

use crate::language::Query;
use crate::view::View;
use renvoi_index::IndexError;

/// The key with its day, where the index cites that issue; else the key.
pub(crate) fn dated(index: &View, key: &Key) -> Result<Key, IndexError> {
    let dated = with_days(index, std::slice::from_ref(key))?;
    Ok(dated.into_iter().next().unwrap_or_else(|| key.clone()))
}

/// Gives the issues that a query names the days that texts cite them with.
pub(crate) fn date(index: &View, query: &mut Query) -> Result<(), IndexError> {
    let mut keys = Vec::new();
    query.visit_keys(&mut |key| keys.push(key.clone()));
    let mut dated = with_days(index, &keys)?.into_iter();
    query.visit_keys(&mut |key| *key = dated.next().unwrap_or_else(|| key.clone()));
    Ok(())
}

/// Keys with their days, where they are of issues that the index cites.
fn with_days(index: &View, keys: &[Key]) -> Result<Vec<Key>, IndexError> {
    let undated: Vec<_> = keys.iter().map(|key| undated(key.as_ref())).collect();
    let beginnings = undated.iter().flatten();
    let beginnings: Vec<&str> = beginnings
        .map(|(beginning, _)| beginning.as_str())
        .collect();
    let cited = index.cited(&beginnings)?;
    let day = |(beginning, end): &(String, String)| {
        let fits = |key: &&Key| {
            key.as_str().starts_with(beginning.as_str()) && key.as_str().ends_with(end.as_str())
        };
        cited.iter().find(fits)
    };
    let keys = keys.iter().zip(&undated);
    let dated = keys.map(|(key, undated)| undated.as_ref().and_then(day).unwrap_or(key));
    Ok(dated.cloned().collect())
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
