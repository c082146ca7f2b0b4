//! The CELEX numbers of treaties, which have letters of their own: `12012E016` is
//! an article, `12012P/TXT` a whole text, `12012JN03/03` an annex to an accession.

/// Characters of the longest of these numbers.
const LONGEST: usize = 20;

/// The CELEX number of a treaty or of a part of one, as EUR-Lex writes it; none for
/// any other text. Names of files have `-` for `/`.
pub fn treaty_number(text: &str) -> Option<String> {
    let text = text.trim().to_uppercase();
    let year = text.strip_prefix('1')?;
    let (year, rest) = year.split_at_checked(4)?;
    let letters = rest.bytes().take_while(u8::is_ascii_uppercase).count();
    let (series, rest) = rest.split_at_checked(letters)?;
    let in_centuries = year.starts_with("19") || year.starts_with("20");
    // "TXT", a protocol, the number of an article or annex, the letter of its part.
    let part = |part: &str| {
        let counts = part.len() < 4 && part.bytes().all(|b| b.is_ascii_digit());
        counts
            || matches!(part, "TXT" | "PRO")
            || (part.len() == 1 && part.bytes().all(|b| b.is_ascii_uppercase()))
    };
    let known = in_centuries
        && year.bytes().all(|b| b.is_ascii_digit())
        && (1..=2).contains(&series.len())
        && text.len() <= LONGEST
        && rest.ends_with(|c: char| c.is_ascii_alphanumeric())
        && rest.split(['/', '-']).all(part);
    known.then(|| text.replace('-', "/"))
}

#[cfg(test)]
mod tests {
    #[test]
    fn treaties_and_their_parts_have_numbers() {
        for (text, number) in [
            ("12002E083", Some("12002E083")),
            ("12012p-txt", Some("12012P/TXT")),
            ("12012M/TXT", Some("12012M/TXT")),
            ("12003TN02-18-A", Some("12003TN02/18/A")),
            ("12012JN03/03", Some("12012JN03/03")),
            ("12016E/PRO/22", Some("12016E/PRO/22")),
            ("12012", None),
            ("32016R0679", None),
            ("1984-notes", None),
            ("12345678", None),
            ("12012E", None),
            ("12019a-rapport", None),
        ] {
            assert_eq!(super::treaty_number(text).as_deref(), number, "{text}");
        }
    }
}
