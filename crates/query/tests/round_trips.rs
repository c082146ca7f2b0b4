//! What a request costs in round trips to the index. A back end may be a network away: a request must not ask it once
//! for each word, instrument or document.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

use renvoi_document::DocumentId;
use renvoi_index::memory::Memory;
use renvoi_index::{
    Address, Deadline, Find, Found, Index, IndexError, LookUps, LookedUp, Mode, Page, RowPage,
    Rows, Snapshot, State,
};
use renvoi_indexing::{Resources, Run};
use renvoi_query::{Engine, Options, Part, View};

/// An index that counts what it is asked.
struct Counted {
    index: Memory,
    trips: Arc<AtomicUsize>,
}

struct CountedSnapshot {
    snapshot: Arc<dyn Snapshot>,
    trips: Arc<AtomicUsize>,
}

impl CountedSnapshot {
    fn one_more(&self) -> &dyn Snapshot {
        self.trips.fetch_add(1, Relaxed);
        &*self.snapshot
    }
}

impl Index for Counted {
    fn snapshot(&self, deadline: Deadline) -> Result<Arc<dyn Snapshot>, IndexError> {
        Ok(Arc::new(CountedSnapshot {
            snapshot: self.index.snapshot(deadline)?,
            trips: Arc::clone(&self.trips),
        }))
    }

    fn refresh(&self) -> Result<(), IndexError> {
        self.index.refresh()
    }
}

impl Snapshot for CountedSnapshot {
    fn state(&self) -> State {
        self.snapshot.state()
    }

    fn resource(&self, name: &str) -> Result<Option<Arc<str>>, IndexError> {
        self.one_more().resource(name)
    }

    fn find(&self, asked: &[Find]) -> Result<Vec<Found>, IndexError> {
        self.one_more().find(asked)
    }

    fn rows(&self, asked: &Rows) -> Result<RowPage, IndexError> {
        self.one_more().rows(asked)
    }

    fn stored(&self, entries: &[Address]) -> Result<Vec<String>, IndexError> {
        self.one_more().stored(entries)
    }

    fn look_up(&self, asked: &LookUps) -> Result<LookedUp, IndexError> {
        if std::env::var_os("TRIPS").is_some() {
            let t = format!("{asked:?}");
            println!("   look_up {}", t.chars().take(400).collect::<String>());
        }
        self.one_more().look_up(asked)
    }

    fn documents(
        &self,
        after: Option<&DocumentId>,
        limit: usize,
    ) -> Result<Page<String>, IndexError> {
        self.one_more().documents(after, limit)
    }
}

struct Site {
    engine: Engine,
    trips: Arc<AtomicUsize>,
}

impl Site {
    /// An index of documents of `data/sample`.
    fn new() -> Self {
        let index = Memory::default();
        let writer = index.write(Mode::Update).expect("a writer");
        let run = Run::new(writer, Resources::default(), "memory").expect("a run");
        let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data/sample");
        let mut files: Vec<_> = std::fs::read_dir(sample)
            .expect("data/sample")
            .map(|entry| entry.expect("an entry").path())
            .collect();
        files.sort();
        // An index in memory looks at every entry: a few documents are enough.
        for path in files.into_iter().take(6) {
            let name = path.file_name().expect("a name").to_string_lossy();
            let bytes = std::fs::read(&path).expect("a file");
            if let Ok(document) = renvoi_ingest::read_bytes(&name, &bytes) {
                run.put(document, "digest", &name).expect("put");
            }
        }
        run.commit().expect("commit");
        let trips = Arc::new(AtomicUsize::new(0));
        let engine = Engine::new(Box::new(Counted {
            index,
            trips: Arc::clone(&trips),
        }));
        Self { engine, trips }
    }

    /// How many round trips work costs.
    fn cost(&self, work: impl Fn(&View)) -> usize {
        let before = self.trips.load(Relaxed);
        work(&self.engine.view(Deadline::NONE).expect("a view"));
        self.trips.load(Relaxed) - before
    }
}

/// The most round trips of any request.
const MOST: usize = 12;

#[test]
fn requests_cost_few_round_trips() {
    let site = Site::new();
    // What is known of a state is found out once.
    site.cost(|view| {
        renvoi_query::search(view, "menaces", Options::default()).expect("a search");
    });
    for typed in [
        "menaces hybrides",
        "\"menaces hybrides\" \"aucune phrase pareille\" \"nulle autre\"",
        "COM(2020) 605",
        "article 21 SRI 2",
        "notification des incidents SRI 2",
        "terorisme cybersecurte resiliense",
        "ANSSI cybersécurité OTAN ENISA EUROPOL",
        "2022/2555",
        "directive 2555/2022 mandat d’arrêt européen CER",
        "COM(2020) 605 COM(2020) 607 SWD(2020) 128 JOIN(2020) 18 COM(2022) 745 2016/679 2022/2557",
        "COM 605 COM 607 SWD 128 JOIN 18 COM 745",
        "JO L 119, 2016 JO L 333, 2022 JO C 83, 2010",
        "cyber* ref:COM(2020) 605 dans:RGPD dans:SRI 2 -type:SWD annee:2020",
        "La résiliense des entités critiques doit être renforcée face aux menases hybrides et au terrorysme",
        "note:oui terrorisme",
        "a* b* c* d* e* f* g*",
    ] {
        let cost = site.cost(|view| {
            renvoi_query::search(view, typed, Options::default()).expect("a search");
        });
        assert!(cost <= MOST, "{cost} for search {typed}");
    }
    for typed in ["COM(2020) 605", "article 21 SRI 2", "CER", "2022/2555"] {
        let part = Part {
            offset: 0,
            limit: 100,
        };
        let cost = site.cost(|view| {
            renvoi_query::cite(view, typed, part).expect("cite");
        });
        assert!(cost <= MOST, "{cost} for cite {typed}");
    }
    let cost = site.cost(|view| {
        renvoi_query::similar(view, "fiche-sri-2", 10).expect("similar");
    });
    assert!(cost <= MOST, "{cost} for similar");
}
