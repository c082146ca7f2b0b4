//! `renvoi serve`

use std::io::Write;
use std::net::{IpAddr, SocketAddr};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, bail};
use renvoi_ingest::Outcome;
use renvoi_store::{Mode, Store, StoreError};

use super::{Config, ingest};
use crate::DONE;

/// Arguments of `renvoi serve`.
#[derive(Debug, clap::Args)]
pub(crate) struct ServeArgs {
    /// Address to listen on.
    #[arg(long, default_value = "127.0.0.1", value_name = "ADDRESS")]
    host: IpAddr,
    /// Port to listen on; 0 takes a free one.
    #[arg(long, short, default_value_t = 7367)]
    port: u16,
    /// Index and serve the sample documents of the repository.
    #[arg(long)]
    sample: bool,
}

/// How often a commit of another process is looked for.
const REFRESH: Duration = Duration::from_millis(500);

pub(crate) fn run(config: &Config, args: ServeArgs) -> anyhow::Result<u8> {
    let index = if args.sample {
        index_sample(&config.index)?
    } else {
        config.index.clone()
    };
    let store = Arc::new(open(&index)?);
    follow(Arc::clone(&store));
    tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?
        .block_on(serve(store, SocketAddr::new(args.host, args.port)))?;
    Ok(DONE)
}

/// Opens the index; a missing one is begun, so that a server can be started
/// before its first document is ingested.
fn open(index: &Path) -> anyhow::Result<Store> {
    match Store::open(index) {
        Err(StoreError::Absent { .. }) => {
            renvoi_store::StoreWriter::open(index, Mode::Update)?.commit()?;
            eprintln!(
                "renvoi: the index in {} is empty: `renvoi ingest PATH…` fills it",
                index.display()
            );
            Ok(Store::open(index)?)
        }
        other => Ok(other?),
    }
}

/// Takes up what others commit, as long as the process lives.
fn follow(store: Arc<Store>) {
    std::thread::spawn(move || {
        loop {
            std::thread::sleep(REFRESH);
            if let Err(error) = store.refresh() {
                tracing::warn!(%error, "the index on disk cannot be taken up");
            }
        }
    });
}

async fn serve(store: Arc<Store>, address: SocketAddr) -> anyhow::Result<()> {
    let listener = tokio::net::TcpListener::bind(address)
        .await
        .with_context(|| format!("cannot listen on {address}: choose another --port"))?;
    let address = listener.local_addr()?;
    println!("http://{address}/");
    std::io::stdout().flush()?;
    eprintln!("renvoi: serving on http://{address}/ (Ctrl-C ends it)");
    renvoi_server::serve(listener, store, stopped()).await?;
    Ok(())
}

/// Ends with Ctrl-C, or with SIGTERM where there is one.
async fn stopped() {
    let interrupt = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminate) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = interrupt => {}
                _ = terminate.recv() => {}
            }
            return;
        }
    }
    let _ = interrupt.await;
}

/// Brings the sample's own index, beside the person's, up to date.
fn index_sample(index: &Path) -> anyhow::Result<PathBuf> {
    let sample = sample_folder()?;
    let index = index.join("sample");
    let outcomes = ingest::ingest(&index, &[sample], Mode::Update)?;
    if outcomes.iter().any(|o| matches!(o, Outcome::Failed(_))) {
        bail!("the sample could not be ingested whole");
    }
    Ok(index)
}

/// `data/sample` in the working folder or in one around it, as cargo looks for
/// its manifest.
fn sample_folder() -> anyhow::Result<PathBuf> {
    let here = std::env::current_dir()?;
    here.ancestors()
        .map(|folder| folder.join("data").join("sample"))
        .find(|folder| folder.is_dir())
        .context("no data/sample here: run this inside a clone of the repository")
}
