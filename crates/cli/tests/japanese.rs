//! Japanese as users have it searched: a dictionary is built from Debian's
//! `mecab-ipadic`, an index is made with it, and words are found.
//!
//! 1. Words are those of the dictionary: 京都 is not found in 東京都, where pairs
//!    of letters do find it. What matched is marked by code points.
//! 2. An index goes with its dictionary: another one is refused, the same one in
//!    another place is taken, a missing one is said and harms no French search.
//! 3. What cannot be built is said, with the remedy, and leaves nothing behind.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::OnceLock;

use serde_json::Value;

/// Written for Renvoi.
const TEXTS: &[(&str, &str)] = &[
    (
        "tokyo",
        "# 東京都の訓練\n\n東京都は、サイバーセキュリティの確保と重要インフラの防護のため、毎年訓練を行っている。\n",
    ),
    (
        "kyoto",
        "# 京都の港\n\n京都の港湾では、運用者が監視カメラの映像を三十日間だけ保存する。\n",
    ),
    (
        "rules",
        "# 運用者の義務\n\n電力の運用者はこのｶﾞｲﾄﾞﾗｲﾝを守らなければならない。守られない場合は、国際空港の閉鎖もあり得る。\n",
    ),
    (
        "airport",
        "# 空港\n\n関西国際空港の管理会社は、2024年に停電の報告を公表した。\n",
    ),
    (
        "french",
        "# Les ports\n\nLes exploitants des ports japonais protègent leurs caméras depuis la panne.\n",
    ),
];

struct Place {
    folder: tempfile::TempDir,
}

impl Place {
    fn new() -> Self {
        let place = Self {
            folder: tempfile::tempdir().expect("a folder"),
        };
        for (name, text) in TEXTS {
            place.write(&format!("in/{name}.md"), text);
        }
        place
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn write(&self, name: &str, text: &str) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        fs::write(path, text).expect("written");
    }

    fn run(&self, args: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_renvoi"));
        command
            .args(args)
            .current_dir(self.folder.path())
            .env("RENVOI_INDEX", self.path("index"))
            .env_remove("RENVOI_DICTIONARY")
            .env_remove("RUST_LOG")
            .stdin(Stdio::null());
        command.output().expect("renvoi runs")
    }

    fn done(&self, args: &[&str]) -> String {
        let out = self.run(args);
        assert!(out.status.success(), "{args:?}: {}", words(&out));
        String::from_utf8(out.stdout).expect("text")
    }

    fn failed(&self, args: &[&str]) -> String {
        let out = self.run(args);
        assert_eq!(out.status.code(), Some(1), "{args:?}: {}", words(&out));
        words(&out)
    }

    fn search(&self, query: &str) -> Value {
        let json = self.done(&["search", "--json", query]);
        serde_json::from_str(&json).expect("results")
    }

    /// The documents that a query finds, each once, in the order of their ids.
    fn found(&self, query: &str) -> Vec<String> {
        let results = self.search(query);
        let hits = results["hits"].as_array().expect("hits").iter();
        let id = |hit: &Value| hit["document"]["id"].as_str().expect("an id").to_owned();
        let mut ids: Vec<String> = hits.map(id).collect();
        ids.sort();
        ids.dedup();
        ids
    }

    /// What is marked in the first paragraph that a query finds.
    fn marked(&self, query: &str) -> Vec<String> {
        let results = self.search(query);
        let mut hits = results["hits"].as_array().expect("hits").iter();
        let hit = hits.find(|hit| hit["kind"] == "paragraph");
        let hit = hit.expect("a paragraph");
        let letters: Vec<char> = hit["text"].as_str().expect("text").chars().collect();
        let place = |at: &Value| usize::try_from(at.as_u64().expect("a place")).expect("small");
        let marks = hit["highlights"].as_array().expect("marks").iter();
        marks
            .map(|mark| letters[place(&mark[0])..place(&mark[1])].iter().collect())
            .collect()
    }

    fn diagnostics(&self, query: &str) -> String {
        self.search(query)["interpretation"]["diagnostics"].to_string()
    }
}

fn words(out: &Output) -> String {
    String::from_utf8_lossy(&out.stderr).into_owned()
}

/// The dictionary of Debian's package, built once for all tests here; none where
/// the package is not installed, which is no excuse where all is to be tested.
fn dictionary() -> Option<&'static Path> {
    static BUILT: OnceLock<Option<(tempfile::TempDir, PathBuf)>> = OnceLock::new();
    let built = BUILT.get_or_init(|| {
        let source = Path::new("/usr/share/mecab/dic/ipadic/matrix.def");
        if !source.exists() {
            assert!(
                std::env::var_os("RENVOI_NEEDS_SHARED").is_none(),
                "{} is not there: apt-get install mecab-ipadic",
                source.display()
            );
            eprintln!("skipped: mecab-ipadic is not installed");
            return None;
        }
        let place = Place::new();
        let report = place.done(&["dictionary", "build", "dictionary", "--json"]);
        let report: Value = serde_json::from_str(&report).expect("a report");
        assert!(report["entries"].as_u64() > Some(300_000), "{report}");
        let path = place.path("dictionary");
        assert_eq!(
            report["dictionary"],
            path.canonicalize().expect("a path").to_str().expect("text")
        );
        Some((place.folder, path))
    });
    built.as_ref().map(|(_, path)| path.as_path())
}

/// Sources of three words.
fn small_sources(place: &Place) {
    place.write(
        "small/char.def",
        "DEFAULT 0 1 0\nKANJI 0 0 2\n0x4E00..0x9FFF KANJI\n",
    );
    let noun = "名詞,一般,*,*,*,*";
    place.write(
        "small/unk.def",
        &format!("DEFAULT,0,0,9000,{noun},*\nKANJI,0,0,9000,{noun},*\n"),
    );
    place.write("small/matrix.def", "1 1\n0 0 0\n");
    let word = |word: &str| format!("{word},0,0,100,{noun},{word},*,*\n");
    place.write(
        "small/words.csv",
        &[word("港湾"), word("空港"), word("京都")].concat(),
    );
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder") {
        let file = entry.expect("an entry").path();
        fs::copy(&file, to.join(file.file_name().expect("a name"))).expect("copied");
    }
}

#[test]
fn words_are_found_and_marked() {
    let Some(dictionary) = dictionary() else {
        return;
    };
    let place = Place::new();
    let dictionary = dictionary.to_str().expect("a path");
    place.done(&["ingest", "--dictionary", dictionary, "in"]);
    for (query, expected, marks) in [
        ("京都", &["kyoto"][..], &["京都"][..]),
        ("東京都", &["tokyo"], &["東京", "都"]),
        // Forms of a verb, and words inside compounds.
        ("守る", &["rules"], &["守ら", "守ら"]),
        ("セキュリティ", &["tokyo"], &["セキュリティ"]),
        ("空港", &["airport", "rules"], &["空港"]),
        // Forms of half and full width.
        ("ガイドライン", &["rules"], &["ｶﾞｲﾄﾞﾗｲﾝ"]),
        ("ｲﾝﾌﾗ", &["tokyo"], &["インフラ"]),
        ("２０２４年", &["airport"], &["2024", "年"]),
        // Phrases, with the particles that they have.
        (
            "\"重要インフラの防護\"",
            &["tokyo"],
            &["重要インフラの防護"],
        ),
        // No text has this phrase; its words are searched.
        (
            "\"重要インフラは防護\"",
            &["tokyo"],
            &["重要", "インフラ", "防護"],
        ),
        ("+運用者 +映像", &["kyoto"], &["運用", "者", "映像"]),
        ("監視 langue:ja", &["kyoto"], &["監視"]),
        ("panne", &["french"], &["panne"]),
    ] {
        assert_eq!(place.found(query), expected, "{query}");
        if !expected.is_empty() {
            assert_eq!(place.marked(query), marks, "{query}");
        }
    }
    assert_eq!(
        place.found("langue:ja"),
        ["airport", "kyoto", "rules", "tokyo"]
    );
    let similar = place.done(&["similar", "airport/p2", "--json"]);
    assert!(similar.contains("\"rules"), "{similar}");
    // Without it, two letters are enough.
    place.done(&["--index", "pairs", "ingest", "in"]);
    let pairs = place.done(&["--index", "pairs", "search", "--json", "京都"]);
    assert!(
        pairs.contains("東京都は") && pairs.contains("京都の港湾"),
        "{pairs}"
    );
}

#[test]
fn an_index_goes_with_its_dictionary() {
    let Some(built) = dictionary() else { return };
    let place = Place::new();
    copy(built, &place.path("one"));
    place.done(&["ingest", "--dictionary", "one", "in"]);
    place.done(&["ingest", "in"]);
    // Another one gives other words.
    small_sources(&place);
    place.done(&["dictionary", "build", "other", "--from", "small"]);
    let said = place.failed(&["ingest", "--dictionary", "other", "in"]);
    assert!(said.contains("--rebuild"), "{said}");
    // A rebuild keeps the one that the index was made with.
    place.done(&["ingest", "--rebuild", "in"]);
    assert_eq!(place.found("京都"), ["kyoto"]);
    // The same one may stand elsewhere.
    fs::rename(place.path("one"), place.path("two")).expect("moved");
    let said = place.diagnostics("京都");
    assert!(said.contains("dictionary build"), "{said}");
    assert_eq!(place.found("panne"), ["french"]);
    assert_eq!(place.diagnostics("panne"), "[]");
    place.failed(&["similar", "airport/p2"]);
    place.write("more/gate.md", "# 港\n\n港湾の門は夜に閉まる。\n");
    let said = place.failed(&["ingest", "more"]);
    assert!(said.contains("dictionary build"), "{said}");
    place.write("french/port.md", "La porte du port ferme la nuit.\n");
    place.done(&["ingest", "french"]);
    place.done(&["ingest", "--dictionary", "two", "more"]);
    assert_eq!(place.diagnostics("京都"), "[]");
    assert_eq!(place.found("港湾"), ["gate", "kyoto"]);
    // A damaged one is said as well.
    fs::write(place.path("two/matrix.mtx"), "").expect("written");
    let said = place.diagnostics("港湾");
    assert!(said.contains("dictionary build"), "{said}");
    assert!(
        !said.contains("matrix.mtx"),
        "no folders for visitors: {said}"
    );
    place.done(&["ingest", "--rebuild", "--dictionary", "other", "in"]);
    assert_eq!(place.found("空港"), ["airport", "rules"]);
}

#[test]
fn what_cannot_be_built_is_said() {
    let place = Place::new();
    let said = place.failed(&["dictionary", "build", "new", "--from", "nowhere"]);
    assert!(
        said.contains("apt-get install mecab-ipadic") && said.contains("--from"),
        "{said}"
    );
    assert!(!place.path("new").exists());
    small_sources(&place);
    let said = place.failed(&["dictionary", "build", "in", "--from", "small"]);
    assert!(said.contains("not empty"), "{said}");
    assert!(place.path("in/tokyo.md").exists());
    fs::write(place.path("small/words.csv"), b"\xff\xff,0,0").expect("written");
    let said = place.failed(&["dictionary", "build", "new", "--from", "small"]);
    assert!(said.contains("words.csv"), "{said}");
    for row in ["港湾,0,0", "港湾,a,b,c,名詞,一般,*,*,*,*,港湾,*,*"] {
        place.write("small/words.csv", row);
        let said = place.failed(&["dictionary", "build", "new", "--from", "small"]);
        assert!(said.contains("cannot be used"), "{said}");
    }
    assert!(!place.path("new").exists());
    let said = place.failed(&["ingest", "--dictionary", "new", "in"]);
    assert!(said.contains("dictionary build"), "{said}");
    assert!(!place.path("index").exists(), "nothing was begun");
}
