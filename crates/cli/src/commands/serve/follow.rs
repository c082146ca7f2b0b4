//! What goes on behind the answers of a server, as long as the process lives: commits of others are taken up, and the
//! files of each generation are checked once.

use std::path::PathBuf;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use renvoi_index::Severity;
use renvoi_query::Engine;

/// How often a commit of another process is looked for.
const REFRESH: Duration = Duration::from_millis(500);

/// Before a generation that is new is checked: its first answers need the same disk.
const FIRST_ANSWERS: Duration = Duration::from_secs(2);

/// Takes up what others commit.
pub(super) fn changes(engine: Arc<Engine>) {
    thread::spawn(move || {
        // Said once, not at every look.
        let mut said = String::new();
        loop {
            thread::sleep(REFRESH);
            let trouble = engine.refresh().err().map(|e| e.to_string());
            let trouble = trouble.unwrap_or_default();
            if trouble != said && !trouble.is_empty() {
                tracing::warn!(error = trouble, "the index on disk cannot be taken up");
            }
            said = trouble;
        }
    });
}

/// Looks at every byte of each generation once, and says in the log what is damaged: an answer out of a damaged file may
/// be wrong without a sign of it.
pub(super) fn damage(index: PathBuf, engine: Arc<Engine>) {
    thread::spawn(move || {
        let mut checked = None;
        loop {
            thread::sleep(FIRST_ANSWERS);
            let generation = engine.generation().ok();
            if generation.is_some() && generation != checked {
                check(&index);
                checked = generation;
            }
        }
    });
}

fn check(index: &std::path::Path) {
    let findings = match renvoi_backend::check(index) {
        Ok(findings) => findings,
        Err(error) => {
            tracing::warn!(%error, "the files of the index cannot be checked");
            return;
        }
    };
    let damage = |finding: &&renvoi_index::Finding| finding.severity == Severity::Damage;
    let damaged = findings.iter().filter(damage);
    for finding in damaged.clone() {
        let (what, problem) = (&finding.what, &finding.problem);
        tracing::error!(what, problem, "the index is damaged");
    }
    if let Some(finding) = damaged.into_iter().next() {
        tracing::error!("answers may be wrong: {}", finding.remedy);
    } else {
        tracing::info!("the files of the index are whole");
    }
}
