//! Corrigenda and what they correct, as users of the binary see them.

use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

fn renvoi(folder: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_renvoi"))
        .args(args)
        .current_dir(folder)
        .env("RENVOI_INDEX", folder.join("index"))
        .output()
        .expect("renvoi runs")
}

fn said(folder: &Path, args: &[&str]) -> String {
    let out = renvoi(folder, args);
    let complaint = String::from_utf8_lossy(&out.stderr).into_owned();
    assert!(out.status.success(), "{args:?}: {complaint}");
    String::from_utf8(out.stdout).expect("text")
}

fn json(folder: &Path, args: &[&str]) -> Value {
    serde_json::from_str(&said(folder, args)).expect("JSON")
}

fn page(title: &str, text: &str) -> String {
    format!(
        "<html><body><p class=\"oj-doc-ti\">{title}</p><p class=\"oj-normal\">{text}</p></body></html>"
    )
}

#[test]
fn a_corrigendum_and_its_act_name_one_another() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    let act = page(
        "DIRECTIVE (UE) 2031/31 DU CONSEIL du 9 janvier 2031 relative aux phares",
        "La lampe brûle la nuit.",
    );
    let corrigendum = page(
        "Rectificatif à la directive (UE) 2031/31 du Conseil du 9 janvier 2031 relative aux phares",
        "Au lieu de: lampe, lire: lanterne.",
    );
    let orphan = page(
        "Rectificatif au règlement (UE) 2031/77 du Conseil du 9 janvier 2031 relatif aux ponts",
        "Au lieu de: pont, lire: ponton.",
    );
    for (name, text) in [("act", act), ("first", corrigendum), ("orphan", orphan)] {
        std::fs::write(folder.join(format!("{name}.html")), text).expect("written");
    }
    said(folder, &["ingest", "act.html", "first.html", "orphan.html"]);

    let act = json(folder, &["show", "32031L0031", "--json"]);
    assert_eq!(act["corrigenda"][0]["id"], "first", "{act}");
    assert_eq!(act["corrigenda"].as_array().map(Vec::len), Some(1));
    let corrigendum = json(folder, &["show", "first", "--json"]);
    assert_eq!(corrigendum["corrects"], "32031L0031");
    assert_eq!(
        corrigendum["corrected"]["id"], "32031l0031",
        "{corrigendum}"
    );
    let orphan = json(folder, &["show", "orphan", "--json"]);
    assert_eq!(orphan["corrects"], "32031R0077");
    assert_eq!(orphan.get("corrected"), None);
    let cited = json(folder, &["cite", "2031/31", "--json"]);
    assert_eq!(cited["corrigenda"][0]["id"], "first", "{cited}");

    for (args, line) in [
        (
            ["show", "32031L0031"],
            "corrected by Rectificatif à la directive",
        ),
        (["show", "first"], "corrects Directive (UE) 2031/31"),
        (
            ["show", "orphan"],
            "corrects 32031R0077, which is not in the index",
        ),
        (
            ["cite", "32031R0077"],
            "corrected by Rectificatif au règlement",
        ),
    ] {
        let text = said(folder, &args);
        assert!(
            text.lines().any(|l| l.starts_with(line)),
            "{args:?}: {text}"
        );
    }
}
