//! The places of acts that citations name: `tests/data/places.txt`.

use renvoi_reference::{Catalogue, Citation, Reader, scan};

/// The places of a citation as the cases write them: `article=5 paragraph=1_bis / recital=4`.
fn written(citation: &Citation) -> String {
    let places = citation.attributes.places.iter().map(|place| {
        let fields = serde_json::to_value(place).expect("JSON");
        let fields = fields.as_object().expect("a map").iter();
        let mut fields: Vec<String> = fields
            .map(|(name, value)| {
                let value = value.as_str().expect("a string");
                format!("{name}={}", value.replace(' ', "_"))
            })
            .collect();
        fields.sort_unstable();
        fields.join(" ")
    });
    let places: Vec<String> = places.collect();
    let places = if places.is_empty() {
        "-".to_owned()
    } else {
        places.join(" / ")
    };
    format!("{}: {places}", citation.key)
}

/// The order of the fields in the file is that of the JSON; they are compared in any.
fn sorted(line: &str) -> String {
    let Some((key, places)) = line.rsplit_once(": ") else {
        return line.to_owned();
    };
    let places = places.split(" / ").map(|place| {
        let mut fields: Vec<&str> = place.split(' ').collect();
        fields.sort_unstable();
        fields.join(" ")
    });
    format!("{key}: {}", places.collect::<Vec<_>>().join(" / "))
}

#[test]
fn places_are_those_of_the_cases() {
    let catalogue = Catalogue::bundled();
    let mut faults = Vec::new();
    let mut cases = 0;
    for case in include_str!("data/places.txt").split("\n\n") {
        let mut lines = case.lines().filter(|line| !line.starts_with('#'));
        let Some(text) = lines.next() else { continue };
        let want: Vec<String> = lines
            .map(|line| sorted(line.strip_prefix("> ").expect("a citation")))
            .collect();
        let reading = Reader::new(catalogue).text(text);
        let have: Vec<String> = reading.citations.iter().map(written).collect();
        if want != have {
            faults.push(format!("{text}\n  want {want:#?}\n  have {have:#?}"));
        }
        cases += 1;
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    assert!(cases > 20);
}

#[test]
fn a_scan_and_a_reading_name_the_same_places() {
    for text in [
        "l’article 6, paragraphe 1, point f), du règlement (UE) 2016/679 (JO L 119 du 4.5.2016, p. 1)",
        "Règlement (UE) 2016/679, article 32; directive (UE) 2022/2555, articles 20 à 23.",
    ] {
        let catalogue = Catalogue::default();
        let scanned: Vec<String> = scan(text).iter().map(written).collect();
        let read = Reader::new(&catalogue).text(text);
        let read: Vec<String> = read.citations.iter().map(written).collect();
        assert_eq!(scanned, read, "{text}");
        assert!(scanned.iter().any(|line| line.contains("article=")));
    }
}

#[test]
fn a_blank_line_parts_a_place_from_its_act() {
    for text in [
        "article 5\n\nrèglement (UE) 2016/679",
        "règlement (UE) 2016/679\n\narticle 5",
        "règlement (UE) 2016/679 (\n\narticle 5)",
        "règlement (UE) 2016/679 (voir\n\nA) article 5",
        "article 6, paragraphe 1, point f), du\n\n A) 32016R0679",
        "règlement (UE) 2016/679 en son\n\narticle 5",
    ] {
        for citation in scan(text) {
            assert!(citation.attributes.places.is_empty(), "{text}");
        }
    }
}
