//! What the bibliography says of the document.

use jiff::civil::Date;

use super::super::markup::Node;
use crate::blocks::About;

/// The elements of a bibliography, by path.
fn at<'t>(node: Node<'t>, path: &[&str]) -> Option<Node<'t>> {
    path.iter().try_fold(node, |node, name| node.child(name))
}

fn words(node: Node<'_>) -> Option<String> {
    let text = node.all_text();
    let words: Vec<&str> = text.split_whitespace().collect();
    (!words.is_empty()).then(|| words.join(" "))
}

/// A date of eight digits.
fn date(digits: &str) -> Option<Date> {
    let digits = digits.trim();
    if digits.len() != 8 || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let year = digits.get(..4)?.parse().ok()?;
    let (month, day) = (
        digits.get(4..6)?.parse().ok()?,
        digits.get(6..)?.parse().ok()?,
    );
    Date::new(year, month, day).ok()
}

fn date_in(node: Node<'_>) -> Option<Date> {
    let element = node.child("DATE")?;
    date(element.attribute("ISO").unwrap_or_default()).or_else(|| date(&element.all_text()))
}

/// The bibliography of a file: the whole of it, and the part that describes the
/// act itself.
struct Source<'t> {
    root: Node<'t>,
    /// The document: the root, or what the root of a consolidation holds.
    document: Node<'t>,
    /// `BIB.INSTANCE` and its like.
    own: Option<Node<'t>>,
    /// The act of which the document is a consolidation.
    act: Option<Node<'t>>,
}

impl<'t> Source<'t> {
    fn of(root: Node<'t>) -> Self {
        let document = root.child("CONS.DOC").unwrap_or(root);
        let own = document.elements().find(|e| e.name().starts_with("BIB."));
        Self {
            root,
            document,
            own,
            act: at(document, &["FAM.COMP", "BIB.DATA"]),
        }
    }
}

/// The page that the document begins on, where the pages that follow are told
/// too.
pub(super) fn first_page(root: Node<'_>) -> Option<u32> {
    let source = Source::of(root);
    let page = |name| words(source.own?.child(name)?)?.parse::<u32>().ok();
    let first = page("PAGE.FIRST")?;
    let told =
        page("PAGE.LAST") == Some(first) || root.descendants().any(|node| node.name() == "?PAGE");
    told.then_some(first)
}

/// Reads what a file says of itself.
pub(super) fn read(root: Node<'_>) -> About {
    let source = Source::of(root);
    let consolidated = consolidated(&source);
    About {
        celex: celex(&source, consolidated),
        eli: eli(&source),
        title: title(&source),
        date: dated(&source),
        journal: journal(&source),
        consolidated,
        language: language(&source),
        official_markup: true,
    }
}

fn consolidated(source: &Source<'_>) -> Option<Date> {
    let info = source.root.child("INFO.CONSLEG")?;
    date(info.attribute("START.DATE")?)
}

fn celex(source: &Source<'_>, consolidated: Option<Date>) -> Option<String> {
    if let Some(info) = source.root.child("INFO.CONSLEG")
        && let (Some(act), Some(date)) = (info.attribute("CONSLEG.REF"), consolidated)
    {
        return Some(format!("0{}-{}", act.trim(), date.strftime("%Y%m%d")));
    }
    words(source.own?.child("NO.CELEX")?)
}

/// The day of the act. Its title says it; that of a corrigendum says the day of
/// what is corrected.
fn dated(source: &Source<'_>) -> Option<Date> {
    let corrects = source.root.name() == "CORR";
    // Of a consolidation the bibliography's own date is another.
    let own = || match source.act {
        Some(_) => None,
        None => source.own.and_then(date_in),
    };
    let titled = titled(source).filter(|_| !corrects);
    let of_act = source.act.and_then(date_in);
    of_act.or(titled).or_else(own)
}

fn titled(source: &Source<'_>) -> Option<Date> {
    let title = source.document.child("TITLE")?;
    let element = title.descendants().find(|node| node.name() == "DATE")?;
    date(element.attribute("ISO")?)
}

/// The title as it is written, without what the page sets in capitals.
fn title(source: &Source<'_>) -> Option<String> {
    let title = source.document.child("TITLE");
    let title = title.or_else(|| source.act?.child("TITLE"))?;
    let mut line = super::line::Line::default();
    for node in title.descendants() {
        if inside_note(node, title) {
            continue;
        }
        if let Some(text) = node.text() {
            line.push(text);
        } else if matches!(node.name(), "P" | "TI" | "STI" | "NP" | "TXT") {
            line.space();
        } else if matches!(node.name(), "QUOT.START" | "QUOT.END") {
            let code = node.attribute("CODE");
            let code = code.and_then(|code| u32::from_str_radix(code.trim(), 16).ok());
            if let Some(mark) = code.and_then(char::from_u32) {
                line.push_char(mark);
            }
        }
    }
    let text = line.text.trim();
    // A remark to the reader, which acts have in the title's last line.
    let remark = text
        .rfind("(Texte présentant de l")
        .filter(|_| text.ends_with(')'));
    let text = remark
        .and_then(|at| text.get(..at))
        .unwrap_or(text)
        .trim_end();
    (!text.is_empty()).then(|| text.to_owned())
}

/// Levels of the tree between a title and what stands in a note of it.
fn inside_note(node: Node<'_>, title: Node<'_>) -> bool {
    std::iter::successors(Some(node), |node| node.parent())
        .take_while(|node| *node != title)
        .any(|node| node.name() == "NOTE")
}

/// `JO L 333, 27.12.2022, p. 80`; since October 2023 `JO L, 2024/1689, 12.7.2024`.
fn journal(source: &Source<'_>) -> Option<String> {
    let (about, published) = if let Some(act) = source.act {
        let about = act.child("BIB.INSTANCE.CONS")?;
        (about, date_in(about))
    } else {
        // The bibliography of an act that is no consolidation has the date of
        // the act or that of its publication, which is a later one.
        let own = source.own?;
        let later = |day: &Date| titled(source).is_some_and(|act| act < *day);
        (own, date_in(own).filter(later))
    };
    let of_file = about
        .elements()
        .find(|e| e.name().starts_with("DOCUMENT.REF"))?;
    let text = |name| words(of_file.child(name)?);
    let series = text("COLL")?;
    let printed = published.map(|date| date.strftime("%-d.%-m.%Y").to_string());
    if let Some(number) = text("NO.OJ") {
        let number = number.trim_start_matches('0');
        let when = printed.or_else(|| text("YEAR"))?;
        let page = text("PAGE.FIRST").map(|page| format!(", p. {page}"));
        return Some(format!(
            "JO {series} {number}, {when}{}",
            page.unwrap_or_default()
        ));
    }
    let act = of_file.child("NO.DOC").or_else(|| about.child("NO.DOC"))?;
    let (year, number) = (words(act.child("YEAR")?)?, words(act.child("NO.CURRENT")?)?);
    let when = printed.map(|date| format!(", {date}")).unwrap_or_default();
    Some(format!("JO {series}, {year}/{number}{when}"))
}

fn language(source: &Source<'_>) -> Option<String> {
    let own = source.own?;
    let code = own
        .child("LG.DOC")
        .or_else(|| own.child("DOCUMENT.REF")?.child("LG.OJ"));
    let code = words(code?)?.to_lowercase();
    (code.len() == 2 && code.bytes().all(|b| b.is_ascii_lowercase())).then_some(code)
}

/// The address of the act, where the bibliography cites the act by it: the
/// titles of its corrigenda do.
fn eli(source: &Source<'_>) -> Option<String> {
    let about = source.act.and_then(|act| act.child("BIB.INSTANCE.CONS"));
    let about = about.or(source.own)?;
    let number = about.descendants().find(|node| node.name() == "NO.DOC")?;
    let of_act = format!(
        "/{}/{}/",
        words(number.child("YEAR")?)?,
        words(number.child("NO.CURRENT")?)?
    );
    let bibliography = source.document.child("FAM.COMP").or(source.own)?;
    bibliography
        .descendants()
        .filter_map(|node| node.attribute("URI"))
        .find(|uri| uri.contains("data.europa.eu/eli/") && uri.contains(&of_act))
        .map(str::to_owned)
}
