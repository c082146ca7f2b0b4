//! What the program or the site that made a file says of it, which is not the text: names of files that stand for a
//! title, the head that EUR-Lex prints on consolidated texts, the mark before their title.

use crate::blocks::Blocks;
use crate::readers::running_head::consolidated;
use renvoi_reference::Celex;

/// Blocks among which the head of a consolidated text is.
const HEAD: usize = 4;

/// Brings what the source says into `about`, whichever reader read the file: the number and the day in the head of a
/// consolidated text, the number in a title such as `EUR-Lex - 31997L0080 - FR`. What is no title is taken out.
pub(super) fn read(blocks: &mut Blocks) {
    let about = &mut blocks.about;
    let title = about.title.clone().unwrap_or_default();
    let page = page_title(&title);
    let of_page = page.and_then(|line| consolidated(line).map(|(celex, day)| (celex, Some(day))));
    let number = page.and_then(|line| {
        let number = line.split([' ', '\u{a0}']).next()?;
        number.parse::<Celex>().ok()?;
        Some((number.to_owned(), None))
    });
    let printed = blocks.blocks.iter().take(HEAD);
    let mut printed = printed.filter_map(|block| consolidated(unmarked(block.text.trim())));
    let read = printed.next().map(|(celex, day)| (celex, Some(day)));
    if let Some((celex, day)) = read.or(of_page).or(number) {
        // `32016R0679` in the metadata of its consolidated text is the act that was consolidated.
        let same = |known: &String| known.get(1..10) == celex.get(1..10);
        if about.consolidated.is_none() && about.celex.as_ref().is_none_or(same) {
            about.celex = Some(celex);
            about.consolidated = day;
        }
    }
    if page.is_some() || is_file_name(&title) {
        about.title = None;
    }
}

/// What stands behind the name of the site, or of the kind of text, in the title of a page of EUR-Lex.
fn page_title(title: &str) -> Option<&str> {
    ["EUR-Lex - ", "TEXTE consolidé: ", "TEXTE consolidé : "]
        .iter()
        .find_map(|head| title.strip_prefix(head))
}

/// Whether a title is the name of a file: `L_2022333FR.01008001.xml`, `CL2016R0679FR0000020.0001_cp 1..1`.
pub(super) fn is_file_name(title: &str) -> bool {
    let title = title.trim();
    let name = title.strip_suffix("cp 1..1").unwrap_or(title).trim();
    let joins = |c: char| matches!(c, '_' | '.');
    !name.is_empty()
        && !name.contains(char::is_whitespace)
        && name.trim_end_matches(['.', '…']).contains(joins)
}

/// A line without what the source puts before a title: the mark of a consolidated text (`►B`, `►M1`), a CELEX number.
pub(super) fn unmarked(line: &str) -> &str {
    let line = line.trim();
    let (first, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
    let is_number = || first.parse::<Celex>().is_ok() && !rest.starts_with(['—', '–', '-']);
    if first.starts_with('►') || (!rest.is_empty() && is_number()) {
        rest.trim_start()
    } else {
        line
    }
}
