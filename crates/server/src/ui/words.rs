//! The words of the pages: `web/i18n/fr.ftl` and `en.ftl`, compiled in.

use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

use super::Locale;

type Bundle = FluentBundle<FluentResource>;

static FRENCH: LazyLock<Bundle> = LazyLock::new(|| bundle(Locale::French));
static ENGLISH: LazyLock<Bundle> = LazyLock::new(|| bundle(Locale::English));

/// A message of a language with its arguments filled in; its id, when the language lacks it, which a test rules out.
pub(crate) fn message(locale: Locale, id: &str, arguments: &[(&str, FluentValue<'_>)]) -> String {
    let bundle: &Bundle = match locale {
        Locale::French => &FRENCH,
        Locale::English => &ENGLISH,
    };
    let pattern = bundle.get_message(id).and_then(|message| message.value());
    let Some(pattern) = pattern else {
        tracing::error!(id, "no such message");
        return id.to_owned();
    };
    let mut filled = FluentArgs::with_capacity(arguments.len());
    for (name, value) in arguments {
        filled.set(*name, value.clone());
    }
    let mut errors = Vec::new();
    let text = bundle.format_pattern(pattern, Some(&filled), &mut errors);
    if !errors.is_empty() {
        tracing::error!(id, ?errors, "a message lacks an argument");
    }
    text.into_owned()
}

fn source(locale: Locale) -> &'static str {
    match locale {
        Locale::French => include_str!("../../../../web/i18n/fr.ftl"),
        Locale::English => include_str!("../../../../web/i18n/en.ftl"),
    }
}

fn bundle(locale: Locale) -> Bundle {
    let language: Option<LanguageIdentifier> = locale.code().parse().ok();
    let mut bundle = Bundle::new_concurrent(language.into_iter().collect());
    // Marks of direction around what is filled in would be copied with the text; both languages go one way.
    bundle.set_use_isolating(false);
    bundle.set_formatter(Some(match locale {
        Locale::French => |value, _| grouped(value, '\u{202f}'),
        Locale::English => |value, _| grouped(value, ','),
    }));
    let resource = FluentResource::try_new(source(locale).to_owned());
    // What can be read is used; a test reads it all.
    let resource = resource.unwrap_or_else(|(resource, errors)| {
        tracing::error!(?errors, "messages that cannot be read");
        resource
    });
    if let Err(errors) = bundle.add_resource(resource) {
        tracing::error!(?errors, "messages of one name");
    }
    bundle
}

/// A whole number with its thousands apart. Four digits stand together, as the Union's style guide has them.
fn grouped(value: &FluentValue<'_>, separator: char) -> Option<String> {
    let FluentValue::Number(number) = value else {
        return None;
    };
    let digits = number.as_string();
    if digits.len() < 5 || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let mut grouped = String::with_capacity(digits.len() + 4);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(separator);
        }
        grouped.push(digit);
    }
    Some(grouped)
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};
    use std::path::Path;

    use super::*;

    /// The ids of a language, each with the names of its arguments.
    fn ids(locale: Locale) -> BTreeMap<String, BTreeSet<String>> {
        let resource = FluentResource::try_new(source(locale).to_owned());
        assert!(resource.is_ok(), "{locale:?}: {:?}", resource.err());
        let mut ids: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        let mut last = String::new();
        for line in source(locale).lines() {
            if let Some((id, _)) = line.split_once(" =")
                && line.starts_with(|c: char| c.is_ascii_lowercase())
            {
                last = id.to_owned();
                assert!(
                    ids.insert(last.clone(), BTreeSet::new()).is_none(),
                    "{id} twice"
                );
            }
            for argument in line.split('$').skip(1) {
                let name = argument.split(|c: char| !c.is_ascii_alphanumeric() && c != '-');
                let of = ids.entry(last.clone()).or_default();
                of.extend(name.take(1).map(str::to_owned));
            }
        }
        ids
    }

    #[test]
    fn both_languages_say_the_same() {
        assert_eq!(ids(Locale::French), ids(Locale::English));
    }

    /// Texts in quotes of templates and code that look like ids of messages: `ui.t("…")` and others.
    fn asked(text: &str) -> impl Iterator<Item = &str> {
        let calls = ["ui.t(\"", "ui.n(\"", "ui.s(\"", "ui.ns(\"", "ui.ss(\""];
        let found = calls
            .into_iter()
            .flat_map(|call| text.match_indices(call).map(move |(at, _)| at + call.len()));
        let ids = found.filter_map(|at| text.get(at..)?.split('"').next());
        // Comments speak of the calls, too.
        ids.filter(|id| id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-'))
    }

    fn files(folder: &Path, all: &mut Vec<String>) {
        for entry in std::fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                files(&path, all);
            } else {
                all.push(std::fs::read_to_string(&path).expect("a text"));
            }
        }
    }

    #[test]
    fn pages_ask_for_messages_that_are_there() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut texts = Vec::new();
        files(&root.join("../../web/templates"), &mut texts);
        files(&root.join("src"), &mut texts);
        let known = ids(Locale::French);
        let mut used = BTreeSet::new();
        for id in texts.iter().flat_map(|text| asked(text)) {
            // Ids made of parts end with their first part here.
            let made = id.ends_with('-');
            let is_known = known.contains_key(id);
            let begins = known.keys().any(|other| other.starts_with(id));
            assert!(is_known || (made && begins), "no message {id}");
            used.insert(id);
        }
        assert!(used.len() > 20, "{used:?}");
    }

    #[test]
    fn numbers_have_their_thousands_apart() {
        let say = |locale, n: usize| {
            let number = FluentValue::from(n);
            message(locale, "passages", &[("n", number)])
        };
        assert_eq!(say(Locale::French, 0), "0 passage");
        assert_eq!(say(Locale::French, 1), "1 passage");
        assert_eq!(say(Locale::French, 2027), "2027 passages");
        assert_eq!(
            say(Locale::French, 1_234_567),
            "1\u{202f}234\u{202f}567 passages"
        );
        assert_eq!(say(Locale::English, 0), "0 passages");
        assert_eq!(say(Locale::English, 12_345), "12,345 passages");
    }
}
