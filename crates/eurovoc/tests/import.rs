//! What is read of `EuroVoc` files, and what becomes of their concepts.
//!
//! 1. All forms of one edition give the same topics.
//! 2. A name says one thing, whatever the files say.
//! 3. A hostile file is an error that says what to do, in bounded memory.

use std::fs;
use std::path::PathBuf;

use renvoi_eurovoc::{ImportError, Reason, Report, Selection, import};
use renvoi_query::{Thesaurus, Topic};

const SKOS: &str = include_str!("data/skos.rdf");

struct Files(tempfile::TempDir, Vec<PathBuf>);

impl Files {
    fn new(files: &[impl AsRef<[u8]>]) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let write = |(number, content): (usize, &_)| {
            let path = folder.path().join(number.to_string());
            fs::write(&path, content).expect("written");
            path
        };
        let paths = files.iter().enumerate().map(write).collect();
        Self(folder, paths)
    }

    fn import(&self, selection: &Selection) -> Result<(Thesaurus, Report), ImportError> {
        assert!(self.0.path().exists());
        import(&self.1, selection, &Thesaurus::bundled())
    }
}

fn read(files: &[impl AsRef<[u8]>]) -> (Thesaurus, Report) {
    let files = Files::new(files);
    files.import(&Selection::default()).expect("an import")
}

fn topic<'t>(thesaurus: &'t Thesaurus, name: &str) -> &'t Topic {
    let topic = thesaurus.named(name);
    topic.unwrap_or_else(|| panic!("no topic `{name}`"))
}

#[test]
fn skos_gives_labels_of_every_form() {
    let (thesaurus, report) = read(&[SKOS]);
    let works = topic(&thesaurus, "génie civil & routes");
    assert_eq!(works.english.as_deref(), Some("civil engineering"));
    assert_eq!(works.synonyms, ["ouvrage d’art"]);
    assert_eq!(works.id, "genie-civil-routes");
    let bridge = topic(&thesaurus, "pont suspendu");
    assert_eq!(bridge.broader.as_deref(), Some("genie-civil-routes"));
    let nested = topic(&thesaurus, "pont de singe");
    assert_eq!(nested.broader.as_deref(), Some("pont-suspendu"));
    assert_eq!(thesaurus.named("66 énergie"), None, "a domain");
    assert_eq!(thesaurus.named("rope bridge"), None);
    assert_eq!((report.read, report.widened), (10, 2));
    assert_eq!(report.topics, thesaurus.topics().len());
}

#[test]
fn concepts_that_are_topics_widen_them() {
    let (thesaurus, _) = read(&[SKOS]);
    let by_number = topic(&thesaurus, "terrorisme");
    assert_eq!(thesaurus.named("terreur organisée"), Some(by_number));
    let by_label = topic(&thesaurus, "hameçonnage");
    assert_eq!(thesaurus.named("pêche aux mots de passe"), Some(by_label));
    assert_eq!(by_label.eurovoc.as_deref(), Some("108"));
    // What was a topic is one, under the id that it had.
    for before in Thesaurus::bundled().topics() {
        assert_eq!(topic(&thesaurus, &before.label).id, before.id);
    }
}

#[test]
fn a_name_says_one_thing() {
    let (thesaurus, report) = read(&[SKOS]);
    let walk = topic(&thesaurus, "passerelle haubanée");
    assert_eq!(walk.eurovoc.as_deref(), Some("104"), "its label");
    let second = topic(&thesaurus, "PONT SUSPENDU (gastronomie)");
    assert_eq!(second.eurovoc.as_deref(), Some("106"));
    for (concept, name, reason) in [
        ("103", "pont-canal", Reason::Deprecated),
        ("105", "footbridge", Reason::NoLabel),
        ("101", "passerelle haubanée", Reason::Taken),
        ("106", "PONT SUSPENDU", Reason::Qualified),
        ("107", "le", Reason::SaysLittle),
    ] {
        let dropped = report.dropped.iter();
        let mut of_concept = dropped.filter(|d| d.concept.as_deref() == Some(concept));
        assert!(
            of_concept.any(|d| d.name == name && d.reason == reason),
            "{concept} {name} in {:?}",
            report.dropped
        );
    }
}

#[test]
fn dumps_and_tables_say_the_same_as_skos() {
    let labels = |language: &str, labels: &[(&str, &str)]| {
        let record = |(id, label): &(&str, &str)| {
            format!(
                "<RECORD><DESCRIPTEUR_ID>{id}</DESCRIPTEUR_ID><LIBELLE>{label}</LIBELLE></RECORD>"
            )
        };
        let records: String = labels.iter().map(record).collect();
        format!("<?xml version='1.0'?><!DOCTYPE D SYSTEM 'd.dtd'><D LNG='{language}'>{records}</D>")
    };
    let dumps = [
        labels("FR", &[("1", "génie civil"), ("2", "pont")]),
        labels("EN", &[("1", "civil engineering")]),
        labels("DE", &[("1", "Tiefbau")]),
        "<UF LNG='FR'><RECORD><DESCRIPTEUR_ID>2</DESCRIPTEUR_ID><UF><UF_EL>viaduc</UF_EL>\
         <UF_EL>viaduc</UF_EL></UF></RECORD></UF>"
            .to_owned(),
        "<BT><RECORD><SOURCE_ID>2</SOURCE_ID><CIBLE_ID>1</CIBLE_ID></RECORD></BT>".to_owned(),
    ];
    let table = "\u{feff}id\tpref_fr\tpref_en\talt_fr\tbroader\r\n1\tgénie civil\tcivil engineering\t\t\r\n\
                 2\tpont\t\tviaduc | viaduc\t1\r\n";
    let skos = "<r:RDF xmlns:r='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://www.w3.org/2004/02/skos/core#'>\
         <Concept r:about='e/1'><prefLabel xml:lang='fr'>génie civil</prefLabel>\
         <prefLabel xml:lang='en'>civil engineering</prefLabel><narrower r:resource='e/2'/></Concept>\
         <Concept r:about='e/2'><prefLabel xml:lang='fr'>pont</prefLabel><altLabel xml:lang='fr'>viaduc</altLabel>\
         </Concept></r:RDF>";
    let (of_dumps, _) = read(&dumps);
    let (of_table, _) = read(&[table]);
    let (of_skos, _) = read(&[skos]);
    assert_eq!(
        topic(&of_skos, "viaduc").broader.as_deref(),
        Some("genie-civil")
    );
    assert_eq!(of_dumps.topics(), of_skos.topics());
    assert_eq!(of_table.topics(), of_skos.topics());
    let again = Thesaurus::parse(&of_skos.to_toml().expect("TOML")).expect("a thesaurus");
    assert_eq!(again.topics(), of_skos.topics());
}

#[test]
fn a_part_can_be_taken() {
    let files = Files::new(&[SKOS]);
    let take = |under: &[&str], only: &[&str]| {
        let owned = |names: &[&str]| names.iter().map(|n| (*n).to_owned()).collect();
        files.import(&Selection {
            under: owned(under),
            only: owned(only),
        })
    };
    let (thesaurus, report) = take(&["Génie civil & routes"], &["107"]).expect("an import");
    assert_eq!((report.added, report.not_chosen), (4, 6));
    let walk = topic(&thesaurus, "passerelle haubanée");
    assert_eq!(walk.label, "pont suspendu", "104 has no claim to the name");
    let error = take(&["pont d’Avignon"], &[]).expect_err("no such concept");
    assert!(error.to_string().contains("pont d’Avignon"));
    assert!(matches!(take(&[], &["105"]), Err(ImportError::Nothing)));
}

#[test]
fn hostile_files_are_errors() {
    let deep = format!("<RDF>{}", "<a>".repeat(100_000));
    let deep_rdf = format!(
        "<r:RDF xmlns:r='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>{}",
        "<r:Description>".repeat(100_000)
    );
    let bomb = "<!DOCTYPE r [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;\">]>\
         <r:RDF xmlns:r='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://www.w3.org/2004/02/skos/core#'>\
         <Concept r:about='e/1'><prefLabel xml:lang='fr'>&b;</prefLabel></Concept></r:RDF>";
    let (half, _) = SKOS
        .split_once("</s:narrower>")
        .expect("a narrower concept");
    let mut long = b"id\tpref_fr\n1\t".to_vec();
    long.resize(3 << 20, b'x');
    let mut long_text = SKOS.replace("</rdf:RDF>", "<rdf:Description>").into_bytes();
    long_text.resize(3 << 20, b'x');
    for (content, said) in [
        (&b""[..], "empty"),
        (b" \n\t", "empty"),
        (b"\0\x01\x02 nothing", "no columns"),
        (b"nom\tvaleur\na\tb\n", "no columns"),
        (b"id\tpref_fr\n1\tx\ty\n", "line 2"),
        (b"id\tpref_fr\n1\t\xff\xfe\n", "line 2"),
        (b"PK\x03\x04rest", "archive"),
        (b"<html><body>x</body></html>", "<html>"),
        (b"<RT><RECORD/></RT>", "related"),
        (b"<a", "well formed"),
        (b"<a><RECORD></a>", "well formed"),
        (b"<!-- nothing -->", "no element"),
        (deep.as_bytes(), "<RDF>"),
        (deep_rdf.as_bytes(), "deep"),
        (bomb.as_bytes(), "entities"),
        (half.as_bytes(), "cut off"),
        (&half.as_bytes()[..half.len() - 4], "well formed"),
        (&long, "longer than"),
        (&long_text, "longer than"),
    ] {
        let error = Files::new(&[content]).import(&Selection::default());
        let error = error.expect_err(said).to_string();
        assert!(error.contains(said), "{said}: {error}");
    }
}

#[test]
fn circles_end() {
    let table = "id\tpref_fr\tbroader\n1\tpont\t2\n2\tviaduc\t1\n3\tarche\t3\n";
    let selection = Selection {
        under: vec!["pont".to_owned()],
        only: Vec::new(),
    };
    let (_, report) = Files::new(&[table]).import(&selection).expect("an import");
    assert_eq!(report.added, 2);
}

/// The whole of an edition, where it is at hand. CI sets `RENVOI_NEEDS_SHARED`,
/// and then its absence is a failure.
#[test]
fn the_whole_of_eurovoc() {
    let path =
        PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/thesaurus/eurovoc_fr.tsv");
    if !path.exists() {
        assert!(
            std::env::var_os("RENVOI_NEEDS_SHARED").is_none(),
            "{} is missing and RENVOI_NEEDS_SHARED is set",
            path.display()
        );
        eprintln!("SKIPPED: {} is not there", path.display());
        return;
    }
    let all = import(
        std::slice::from_ref(&path),
        &Selection::default(),
        &Thesaurus::bundled(),
    );
    let (thesaurus, report) = all.expect("an import");
    assert_eq!(report.read, 7317);
    assert_eq!(report.added + report.widened, 7317);
    assert!(report.widened >= 100, "{}", report.widened);
    assert_eq!(thesaurus.topics().len(), 210 + report.added);
    assert!(
        thesaurus
            .topics_of("la balance des paiements")
            .contains(&"balance-des-paiements")
    );
    let selection = Selection {
        under: vec!["politique commerciale".to_owned()],
        only: Vec::new(),
    };
    let (_, part) = import(&[path], &selection, &Thesaurus::bundled()).expect("an import");
    assert!((20..500).contains(&part.added), "{}", part.added);
}
