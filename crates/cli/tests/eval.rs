//! `renvoi eval`, `suggest` and `similar` as users run them.

use std::path::Path;
use std::process::{Command, Output};

const CORPUS: &str = r#"{"id":"a","title":"Ports","text":"Les ports européens renforcent la cybersécurité de leurs grues."}
{"id":"b","title":"Forêts","text":"Les forêts brûlent chaque été."}
{"id":"c","title":"Ports","text":"Le trafic de drogue passe par les conteneurs des ports."}
{"id":"d","title":"Drones","text":"La surveillance des frontières progresse dans tous les États membres de l’Union."}
{"id":"e","title":"Douanes","text":"Des drones aident, les drones coûtent."}
"#;
const QUERIES: &str = r#"{"id":"q1","text":"cybersécurité des ports"}
{"id":"q2","text":"forêt"}
{"id":"q3","text":"satellites"}
{"id":"q4","text":"drones"}
"#;
const QRELS: &str = "q1\ta\t2\nq1\tc\t1\nq2\tb\t1\nq3\ta\t1\nq4\td\t1\n";

fn renvoi(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_renvoi"))
        .args(arguments)
        .current_dir(folder)
        .output()
        .expect("it runs")
}

fn json(output: &Output) -> serde_json::Value {
    let said = String::from_utf8_lossy(&output.stderr);
    serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{error}: {said}"))
}

#[test]
fn a_collection_is_measured_and_compared() {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, text) in [("c.jsonl", CORPUS), ("q.jsonl", QUERIES), ("r.tsv", QRELS)] {
        std::fs::write(folder.path().join(name), text).expect("written");
    }
    let eval = [
        "eval",
        "--corpus",
        "c.jsonl",
        "--queries",
        "q.jsonl",
        "--qrels",
        "r.tsv",
        "--json",
    ];
    let first = renvoi(folder.path(), &[&eval[..], &["--run", "one.trec"]].concat());
    let report = json(&first);
    // Three of four queries are answered in full.
    for measure in ["ndcg@10", "recall@100", "mrr@10"] {
        let value = report[measure].as_f64().expect("a number");
        assert!((value - 0.75).abs() < 1e-9, "{measure}: {report}");
    }
    let run = std::fs::read_to_string(folder.path().join("one.trec")).expect("the run");
    assert!(run.starts_with("q1\tQ0\ta\t1\t"), "{run}");
    std::fs::write(folder.path().join("old.trec"), "q3 Q0 a 1 9.5 x\n").expect("written");
    let second = renvoi(
        folder.path(),
        &[&eval[..], &["--compare", "old.trec"]].concat(),
    );
    let compared = &json(&second)["compared"];
    let texts = |way: &str| -> Vec<String> {
        let changes = compared[way].as_array().expect("a list");
        changes
            .iter()
            .map(|c| c["query"].as_str().unwrap_or_default().to_owned())
            .collect()
    };
    assert_eq!(texts("gained"), ["q1", "q2", "q4"]);
    assert_eq!(texts("lost"), ["q3"]);
    let third = json(&renvoi(
        folder.path(),
        &[&eval[..], &["--ablation"]].concat(),
    ));
    let without = |signal: &str| -> f64 {
        let all = third["ablation"].as_array().expect("a list");
        let found = all.iter().find(|entry| entry["signal"] == signal);
        found.expect(signal)["ndcg@10"].as_f64().expect("a number")
    };
    // What a heading says decides one query, and the lead of a text none.
    assert!(
        without("heading") < 0.75 && (without("lead") - 0.75).abs() < 1e-9,
        "{third}"
    );
    let wrong = renvoi(
        folder.path(),
        &[
            "eval",
            "--corpus",
            "q.jsonl",
            "--queries",
            "q.jsonl",
            "--qrels",
            "c.jsonl",
        ],
    );
    let said = String::from_utf8_lossy(&wrong.stderr);
    assert_eq!(wrong.status.code(), Some(1));
    assert!(
        said.contains("c.jsonl:1: query, passage or place, and grade"),
        "{said}"
    );
}

#[test]
fn words_are_completed_and_passages_compared() {
    let folder = tempfile::tempdir().expect("a folder");
    let text = "# Ports\n\nLa cybersécurité des ports européens.\n\nLes ports européens veillent à la cybersécurité.\n\nLes forêts brûlent.\n";
    std::fs::write(folder.path().join("ports.md"), text).expect("written");
    let ingested = renvoi(folder.path(), &["ingest", "ports.md"]);
    assert!(ingested.status.success(), "{ingested:?}");
    let suggested = json(&renvoi(folder.path(), &["suggest", "les cybers", "--json"]));
    assert_eq!(suggested["terms"][0]["text"], "les cybersécurité");
    let named = json(&renvoi(
        folder.path(),
        &["suggest", "directive sri", "--json"],
    ));
    assert!(
        named["instruments"].to_string().contains("32022L2555"),
        "{named}"
    );
    let similar = json(&renvoi(folder.path(), &["similar", "ports/p2", "--json"]));
    assert_eq!(similar[0]["passage"], "ports/p3", "{similar}");
    let meant = json(&renvoi(
        folder.path(),
        &["search", "cybersecurte", "--json"],
    ));
    assert_eq!(meant["interpretation"]["did_you_mean"], "cybersécurité");
    for (arguments, reason) in [
        (&["similar", "ports/p9"][..], "there is no `ports/p9`"),
        (&["similar", "barrages"], "name a passage such as"),
        (&["similar", "ports/p2", "-n", "1000"], "from 1 to 100"),
    ] {
        let refused = renvoi(folder.path(), arguments);
        let said = String::from_utf8_lossy(&refused.stderr);
        assert!(!refused.status.success() && said.contains(reason), "{said}");
    }
}
