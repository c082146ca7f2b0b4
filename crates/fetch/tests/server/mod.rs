//! A server for tests, on the loopback interface: it answers each request with what a function makes of it, and can
//! do it as badly as servers do.

use std::collections::HashMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

/// A request as it came.
#[derive(Clone, Debug)]
pub(crate) struct Request {
    pub(crate) path: String,
    /// Names in lower case.
    pub(crate) headers: HashMap<String, String>,
    /// How many requests for the same path and `Accept` came before.
    pub(crate) nth: usize,
    pub(crate) at: Instant,
}

impl Request {
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", String::as_str)
    }

    pub(crate) fn accepts(&self, media_type: &str) -> bool {
        self.header("accept")
            .split(',')
            .any(|accepted| accepted == media_type)
    }
}

/// How a body is sent.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Framing {
    /// With its `Content-Length`.
    Length,
    /// In chunks of this many bytes.
    Chunked(usize),
    /// Until the connection closes.
    Close,
    /// With a `Content-Length` that is this many bytes too many.
    TooLong(usize),
    /// With its `Content-Length`, and the connection closes after this many bytes.
    CutAfter(usize),
    /// Over and over, for as long as somebody reads.
    Endless,
    /// With its `Content-Length`, one byte at a time, after this long each.
    Drip(Duration),
}

/// An answer.
#[derive(Clone, Debug)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(&'static str, String)>,
    pub(crate) body: Vec<u8>,
    pub(crate) framing: Framing,
    /// The wait before the first byte.
    pub(crate) delay: Duration,
    /// Close the connection instead of answering.
    pub(crate) hang_up: bool,
}

impl Reply {
    pub(crate) fn new(status: u16, body: impl Into<Vec<u8>>) -> Self {
        Self {
            status,
            headers: Vec::new(),
            body: body.into(),
            framing: Framing::Length,
            delay: Duration::ZERO,
            hang_up: false,
        }
    }

    pub(crate) fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    pub(crate) fn framed(mut self, framing: Framing) -> Self {
        self.framing = framing;
        self
    }

    pub(crate) fn after(mut self, delay: Duration) -> Self {
        self.delay = delay;
        self
    }

    pub(crate) fn hang_up() -> Self {
        Self {
            hang_up: true,
            ..Self::new(200, "")
        }
    }

    pub(crate) fn see(location: impl Into<String>) -> Self {
        Self::new(303, "").with("Location", location)
    }

    pub(crate) fn not_found() -> Self {
        Self::new(404, "<html><body>404</body></html>")
    }
}

/// A running server; it stops when it is dropped.
pub(crate) struct Server {
    pub(crate) address: String,
    log: Arc<Mutex<Vec<Request>>>,
    stop: Arc<AtomicBool>,
}

impl Server {
    pub(crate) fn start(answer: impl Fn(&Request) -> Reply + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let log = Arc::new(Mutex::new(Vec::new()));
        let stop = Arc::new(AtomicBool::new(false));
        let (answer, log_of_thread, stop_of_thread) = (Arc::new(answer), log.clone(), stop.clone());
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                if stop_of_thread.load(Ordering::Relaxed) {
                    break;
                }
                let (answer, log) = (answer.clone(), log_of_thread.clone());
                thread::spawn(move || {
                    let _ = serve(stream, &*answer, &log);
                });
            }
        });
        Self {
            address: format!("http://127.0.0.1:{port}"),
            log,
            stop,
        }
    }

    /// The address that CELEX numbers are appended to.
    pub(crate) fn source(&self) -> String {
        format!("{}/resource/celex/", self.address)
    }

    /// The requests so far.
    pub(crate) fn log(&self) -> Vec<Request> {
        self.log.lock().expect("the log").clone()
    }

    pub(crate) fn count(&self, path: &str) -> usize {
        self.log()
            .iter()
            .filter(|request| request.path.ends_with(path))
            .count()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
        let _ = TcpStream::connect(self.address.trim_start_matches("http://"));
    }
}

fn serve(
    mut stream: TcpStream,
    answer: &dyn Fn(&Request) -> Reply,
    log: &Mutex<Vec<Request>>,
) -> std::io::Result<()> {
    stream.set_write_timeout(Some(Duration::from_secs(5)))?;
    stream.set_read_timeout(Some(Duration::from_secs(5)))?;
    let mut lines = BufReader::new(stream.try_clone()?).lines();
    let first = lines.next().unwrap_or_else(|| Ok(String::new()))?;
    let Some(path) = first.split(' ').nth(1) else {
        return Ok(());
    };
    let mut headers = HashMap::new();
    for line in lines {
        let line = line?;
        let Some((name, value)) = line.split_once(':') else {
            break;
        };
        headers.insert(name.to_ascii_lowercase(), value.trim().to_owned());
    }
    let mut request = Request {
        path: path.to_owned(),
        headers,
        nth: 0,
        at: Instant::now(),
    };
    {
        let mut log = log.lock().expect("the log");
        let same =
            |r: &&Request| r.path == request.path && r.header("accept") == request.header("accept");
        request.nth = log.iter().filter(same).count();
        log.push(request.clone());
    }
    send(&mut stream, &answer(&request))
}

fn send(stream: &mut TcpStream, reply: &Reply) -> std::io::Result<()> {
    thread::sleep(reply.delay);
    if reply.hang_up {
        return Ok(());
    }
    let mut head = format!("HTTP/1.1 {} X\r\nConnection: close\r\n", reply.status).into_bytes();
    for (name, value) in &reply.headers {
        write!(head, "{name}: {value}\r\n")?;
    }
    let length = reply.body.len();
    let length = match reply.framing {
        Framing::Length | Framing::CutAfter(_) | Framing::Drip(_) => Some(length),
        Framing::TooLong(more) => Some(length + more),
        Framing::Chunked(_) => {
            head.extend(b"Transfer-Encoding: chunked\r\n");
            None
        }
        Framing::Close | Framing::Endless => None,
    };
    if let Some(length) = length.filter(|_| reply.status != 304) {
        write!(head, "Content-Length: {length}\r\n")?;
    }
    head.extend(b"\r\n");
    stream.write_all(&head)?;
    match reply.framing {
        Framing::Length | Framing::Close | Framing::TooLong(_) => stream.write_all(&reply.body)?,
        Framing::CutAfter(bytes) => stream.write_all(&reply.body[..bytes])?,
        Framing::Chunked(size) => {
            for chunk in reply.body.chunks(size) {
                write!(stream, "{:x}\r\n", chunk.len())?;
                stream.write_all(chunk)?;
                stream.write_all(b"\r\n")?;
            }
            stream.write_all(b"0\r\n\r\n")?;
        }
        Framing::Endless => loop {
            stream.write_all(&reply.body)?;
        },
        Framing::Drip(wait) => {
            for byte in &reply.body {
                thread::sleep(wait);
                stream.write_all(&[*byte])?;
                stream.flush()?;
            }
        }
    }
    stream.flush()?;
    stream.shutdown(std::net::Shutdown::Write)?;
    // Closing with bytes unread would reset the connection before the client has read the answer.
    let _ = stream.read(&mut [0; 1024]);
    Ok(())
}

/// An item as Cellar serves it: with validators, ranges and conditions.
pub(crate) fn item(request: &Request, media_type: &str, etag: &str, body: &[u8]) -> Reply {
    let tagged = |reply: Reply| {
        reply
            .with("ETag", etag)
            .with("Last-Modified", "Mon, 05 Jan 2026 10:00:00 GMT")
            .with("Content-Type", media_type)
            .with(
                "Content-Disposition",
                "attachment; filename=\"../../../evil.html\"",
            )
    };
    if request.header("if-none-match") == etag {
        return tagged(Reply::new(304, ""));
    }
    let start = request
        .header("range")
        .strip_prefix("bytes=")
        .and_then(|range| range.strip_suffix('-'))
        .and_then(|start| start.parse::<usize>().ok())
        .filter(|_| request.header("if-range") == etag);
    match start {
        None => tagged(Reply::new(200, body)),
        Some(start) if start >= body.len() => tagged(Reply::new(416, "")),
        Some(start) => {
            let range = format!("bytes {start}-{}/{}", body.len() - 1, body.len());
            tagged(Reply::new(206, &body[start..])).with("Content-Range", range)
        }
    }
}
