//! The router under more searches than it can do.
//!
//! 1. Those that find no place are refused at once, and told when to come back; what says that the server lives is never
//!    kept waiting.
//! 2. A search that takes too long is told so, and its work stops.
//! 3. Parameters that a route does not know are refused on every route.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::time::{Duration, Instant};

use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use renvoi_document::DocumentId;
use renvoi_index::memory::Memory;
use renvoi_index::{
    Address, Deadline, Find, Found, Index, IndexError, LookUps, LookedUp, Mode, Page, RowPage,
    Rows, Snapshot, State,
};
use renvoi_indexing::{Resources, Run};
use renvoi_ingest::read_bytes;
use renvoi_query::Engine;
use serde_json::Value;
use tower::ServiceExt;

/// An index whose lists take their time.
struct Slow {
    index: Memory,
    time: Duration,
    /// Lists that are being made.
    under_way: Arc<AtomicUsize>,
}

struct SlowSnapshot {
    snapshot: Arc<dyn Snapshot>,
    deadline: Deadline,
    time: Duration,
    under_way: Arc<AtomicUsize>,
}

impl Index for Slow {
    fn snapshot(&self, deadline: Deadline) -> Result<Arc<dyn Snapshot>, IndexError> {
        Ok(Arc::new(SlowSnapshot {
            snapshot: self.index.snapshot(Deadline::NONE)?,
            deadline,
            time: self.time,
            under_way: Arc::clone(&self.under_way),
        }))
    }

    fn refresh(&self) -> Result<(), IndexError> {
        self.index.refresh()
    }
}

impl Snapshot for SlowSnapshot {
    fn state(&self) -> State {
        self.snapshot.state()
    }

    fn resource(&self, name: &str) -> Result<Option<Arc<str>>, IndexError> {
        self.snapshot.resource(name)
    }

    fn find(&self, asked: &[Find]) -> Result<Vec<Found>, IndexError> {
        self.under_way.fetch_add(1, SeqCst);
        let end = Instant::now() + self.time;
        while Instant::now() < end && !self.deadline.is_past() {
            std::thread::sleep(Duration::from_millis(5));
        }
        self.under_way.fetch_sub(1, SeqCst);
        self.deadline.check()?;
        self.snapshot.find(asked)
    }

    fn rows(&self, asked: &Rows) -> Result<RowPage, IndexError> {
        self.snapshot.rows(asked)
    }

    fn stored(&self, entries: &[Address]) -> Result<Vec<String>, IndexError> {
        self.snapshot.stored(entries)
    }

    fn look_up(&self, asked: &LookUps) -> Result<LookedUp, IndexError> {
        self.snapshot.look_up(asked)
    }

    fn documents(
        &self,
        after: Option<&DocumentId>,
        limit: usize,
    ) -> Result<Page<String>, IndexError> {
        self.snapshot.documents(after, limit)
    }
}

/// A router over an index whose lists take so long, and the number of those that are being made.
fn site(time: Duration) -> (Router, Arc<AtomicUsize>) {
    let index = Memory::default();
    let run = Run::new(
        index.write(Mode::Update).expect("a writer"),
        Resources::default(),
        "memory",
    );
    let run = run.expect("a run");
    for number in 0..60 {
        let name = format!("d{number}.txt");
        let text = "Les menaces hybrides évoluent, d’après le COM(2020) 605.\n";
        let document = read_bytes(&name, text.as_bytes()).expect("a document");
        run.put(document, "digest", &name).expect("put");
    }
    run.commit().expect("commit");
    let under_way = Arc::new(AtomicUsize::new(0));
    let engine = Engine::new(Box::new(Slow {
        index,
        time,
        under_way: Arc::clone(&under_way),
    }));
    (
        renvoi_server::router(Arc::new(engine), &renvoi_server::Settings::default()),
        under_way,
    )
}

struct Got {
    status: StatusCode,
    retry_after: Option<String>,
    body: String,
    took: Duration,
}

async fn get(router: Router, uri: String) -> Got {
    let start = Instant::now();
    let request = Request::get(uri).body(Body::empty()).expect("a request");
    let response = router.oneshot(request).await.expect("an answer");
    let retry_after = response.headers().get(header::RETRY_AFTER);
    let retry_after = retry_after.map(|value| value.to_str().expect("text").to_owned());
    let status = response.status();
    let took = start.elapsed();
    let body = axum::body::to_bytes(response.into_body(), 1 << 20).await;
    Got {
        status,
        retry_after,
        body: String::from_utf8(body.expect("a body").to_vec()).expect("UTF-8"),
        took,
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_finds_no_place_is_refused_at_once() {
    let (router, _) = site(Duration::from_millis(300));
    // What is known of a state is found out by the first.
    get(router.clone(), "/api/v1/search?q=menaces".to_owned()).await;
    let clients: Vec<_> = (0..64)
        .map(|number| {
            let page = ["/?q=menaces", "/api/v1/search?q=menaces"][number % 2];
            tokio::spawn(get(router.clone(), page.to_owned()))
        })
        .collect();
    let mut longest = Duration::ZERO;
    for _ in 0..20 {
        let health = get(router.clone(), "/healthz".to_owned()).await;
        assert_eq!(health.status, StatusCode::OK);
        longest = longest.max(health.took);
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    assert!(longest < Duration::from_millis(250), "{longest:?}");
    let (mut answered, mut refused) = (0, 0);
    for client in clients {
        let got = client.await.expect("an answer");
        match got.status {
            StatusCode::OK => answered += 1,
            StatusCode::SERVICE_UNAVAILABLE => {
                refused += 1;
                assert_eq!(got.retry_after.as_deref(), Some("1"));
                assert!(got.took < Duration::from_millis(200), "{:?}", got.took);
                if let Ok(problem) = serde_json::from_str::<Value>(&got.body) {
                    assert_eq!(problem["type"], "urn:renvoi:problem:busy");
                }
            }
            other => panic!("{other}: {}", got.body),
        }
    }
    assert!(answered > 0 && refused > 0, "{answered} and {refused}");
    // The crowd is gone, and nothing of it is left.
    let got = get(router, "/api/v1/search?q=menaces".to_owned()).await;
    assert_eq!(got.status, StatusCode::OK);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_search_that_takes_too_long_is_told_so() {
    let (router, under_way) = site(Duration::from_mins(1));
    let got = get(router.clone(), "/api/v1/search?q=menaces".to_owned()).await;
    assert_eq!(got.status, StatusCode::GATEWAY_TIMEOUT, "{}", got.body);
    let problem: Value = serde_json::from_str(&got.body).expect("JSON");
    assert_eq!(problem["type"], "urn:renvoi:problem:late");
    assert_eq!(problem["status"], 504);
    assert!(got.took < Duration::from_secs(4), "{:?}", got.took);
    tokio::time::sleep(Duration::from_millis(100)).await;
    assert_eq!(under_way.load(SeqCst), 0, "work goes on");
    let page = get(router, "/?q=menaces".to_owned()).await;
    assert_eq!(page.status, StatusCode::GATEWAY_TIMEOUT);
    assert!(page.body.contains("a pris trop de temps"), "{}", page.body);
}

#[tokio::test]
async fn unknown_parameters_are_refused_on_every_route() {
    let (router, _) = site(Duration::ZERO);
    for address in [
        "/?q=menaces&page=2",
        "/?nom=x",
        "/r/COM(2020)%20605?q=x",
        "/d/d1?lieu=3",
        "/healthz?deep=1",
        "/api/v1/search?q=menaces&page=2",
        "/api/v1/suggest?q=men&limit=3",
        "/api/v1/similar?id=d1&q=x",
        "/api/v1/references/COM(2020)%20605?q=x",
        "/api/v1/documents/d1?place=3",
    ] {
        let got = get(router.clone(), address.to_owned()).await;
        assert_eq!(
            got.status,
            StatusCode::BAD_REQUEST,
            "{address}: {}",
            got.body
        );
        let without = address.split_once('?').map_or(address, |(path, _)| path);
        let without = match without {
            "/api/v1/search" => "/api/v1/search?q=menaces",
            "/api/v1/suggest" => "/api/v1/suggest?q=men",
            "/api/v1/similar" => "/api/v1/similar?id=d1",
            other => other,
        };
        let got = get(router.clone(), without.to_owned()).await;
        assert_eq!(got.status, StatusCode::OK, "{without}: {}", got.body);
    }
}

#[tokio::test]
async fn the_first_page_lists_some_documents_and_says_how_many_there_are() {
    let (router, _) = site(Duration::ZERO);
    let got = get(router, "/".to_owned()).await;
    assert_eq!(got.body.matches("href=\"/d/d").count(), 8);
    assert!(got.body.contains("60"), "{}", got.body);
}
