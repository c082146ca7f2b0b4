//! A dictionary of a few words, built as the one of Debian is.

use std::fs;
use std::path::Path;

use super::cut;
use crate::Chain;
use crate::dictionary::{Dictionary, DictionaryError, Loaded, build};

const CHARACTERS: &str = "DEFAULT 0 1 0\nSPACE 0 1 0\nKANJI 0 0 2\nKATAKANA 1 1 2\n\
    0x0020 SPACE\n0x4E00..0x9FFF KANJI\n0x30A1..0x30FF KATAKANA\n";
const UNKNOWN: &str = "DEFAULT,0,0,9000,名詞,一般,*,*,*,*,*\nSPACE,0,0,9000,記号,空白,*,*,*,*,*\n\
    KANJI,0,0,9000,名詞,一般,*,*,*,*,*\nKATAKANA,0,0,5000,名詞,一般,*,*,*,*,*\n";
const WORDS: &str = "東京,0,0,100,名詞,固有名詞,地域,一般,*,*,東京,トウキョウ,トーキョー\n\
    京都,0,0,100,名詞,固有名詞,地域,一般,*,*,京都,キョウト,キョート\n\
    都,0,0,200,名詞,接尾,地域,*,*,*,都,ト,ト\n\
    を,0,0,100,助詞,格助詞,一般,*,*,*,を,ヲ,ヲ\n\
    守っ,0,0,100,動詞,自立,*,*,五段・ラ行,連用タ接続,守る,マモッ,マモッ\n\
    て,0,0,100,助詞,接続助詞,*,*,*,*,て,テ,テ\n\
    いる,0,0,100,動詞,非自立,*,*,一段,基本形,いる,イル,イル\n\
    ガイド,0,0,100,名詞,サ変接続,*,*,*,*,ガイド,ガイド,ガイド\n";

fn sources(folder: &Path, encode: impl Fn(&str) -> Vec<u8>) {
    fs::create_dir_all(folder).expect("a folder");
    for (name, text) in [
        ("char.def", CHARACTERS),
        ("unk.def", UNKNOWN),
        ("matrix.def", "1 1\n0 0 0\n"),
        ("words.csv", WORDS),
    ] {
        fs::write(folder.join(name), encode(text)).expect("written");
    }
}

fn euc_jp(text: &str) -> Vec<u8> {
    encoding_rs::EUC_JP.encode(text).0.into_owned()
}

#[test]
fn words_are_those_of_the_dictionary() {
    let folder = tempfile::tempdir().expect("a folder");
    let (from, into) = (folder.path().join("from"), folder.path().join("into"));
    sources(&from, euc_jp);
    let built = build(&from, &into).expect("a dictionary");
    assert_eq!(built.entries, 8);
    let loaded = Loaded::read(&built.dictionary).expect("it can be read");
    let words = |run: &str, chain| -> Vec<String> {
        let pieces = cut(run, chain, Some(&loaded)).into_iter();
        pieces.map(|piece| piece.text).collect()
    };
    assert_eq!(
        words("東京都を守っている", Chain::Stemmed),
        ["東京", "都", "守る"]
    );
    assert_eq!(
        words("東京都を守っている", Chain::Exact),
        ["東京", "都", "を", "守っ", "て", "いる"]
    );
    assert_eq!(words("京都", Chain::English), ["京都"]);
    // A form of half width is the word, and stands where it is written.
    let run = "京都ｶﾞｲﾄﾞ";
    let pieces = cut(run, Chain::Exact, Some(&loaded));
    let places: Vec<(&str, &str)> = pieces
        .iter()
        .map(|p| (p.text.as_str(), &run[p.start..p.end]))
        .collect();
    assert_eq!(places, [("京都", "京都"), ("ガイド", "ｶﾞｲﾄﾞ")]);
    // Long runs take no more than their share of time, and nothing of them is lost.
    let long = "東京都を".repeat(20_000);
    let surfaces: usize = cut(&long, Chain::Exact, Some(&loaded))
        .iter()
        .map(|piece| piece.end - piece.start)
        .sum();
    assert_eq!(surfaces, long.len());
    let unknown = "ァ".repeat(50_000);
    assert!(cut(&unknown, Chain::Stemmed, Some(&loaded)).len() > 1_000);
}

#[test]
fn a_dictionary_is_whole_or_not_there() {
    let folder = tempfile::tempdir().expect("a folder");
    let (from, into) = (folder.path().join("from"), folder.path().join("a/into"));
    let refused = || build(&from, &into).expect_err("no sources");
    assert!(matches!(refused(), DictionaryError::Source { .. }));
    sources(&from, euc_jp);
    // Sources that break off leave nothing behind.
    fs::write(from.join("matrix.def"), "1 1\n0 x").expect("written");
    assert!(matches!(refused(), DictionaryError::Sources { .. }));
    let left = fs::read_dir(folder.path().join("a")).map_or(0, Iterator::count);
    assert_eq!(left, 0);
    assert!(matches!(
        Dictionary::open(&into),
        Err(DictionaryError::Absent { .. })
    ));
    sources(&from, |text| text.as_bytes().to_vec());
    let utf8 = build(&from, &into).expect("sources in UTF-8").dictionary;
    sources(&from, euc_jp);
    let again = build(&from, &into)
        .expect("in place of the first")
        .dictionary;
    utf8.check().expect_err("its record names its encoding");
    again.check().expect("the one that is there");
    // A file too short is seen without being read.
    fs::write(into.join("matrix.mtx"), b"").expect("written");
    assert!(matches!(
        again.check(),
        Err(DictionaryError::Damaged { .. })
    ));
    // Other people's files are left alone.
    let mine = folder.path().join("mine");
    fs::create_dir(&mine).expect("a folder");
    fs::write(mine.join("letter.txt"), "x").expect("written");
    let refused = build(&from, &mine).expect_err("a folder in use");
    assert!(matches!(refused, DictionaryError::Occupied { .. }));
    assert!(mine.join("letter.txt").exists());
    fs::write(into.join("letter.txt"), "x").expect("written");
    build(&from, &into).expect_err("a dictionary with something beside it");
}
