//! `renvoi serve`

mod follow;

use std::io::Write;
use std::net::{IpAddr, SocketAddr};
use std::num::NonZeroU32;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, bail};
use ipnet::IpNet;
use renvoi_query::Engine;
use renvoi_server::{Origin, Settings};

use super::ingest;
use crate::config::Config;
use crate::exit::DONE;

/// Arguments of `renvoi serve`.
#[derive(Debug, clap::Args)]
pub(crate) struct ServeArgs {
    /// Address to listen on.
    #[arg(long, default_value = "127.0.0.1", value_name = "ADDRESS")]
    host: IpAddr,
    /// Port to listen on; 0 takes a free one.
    #[arg(long, short, default_value_t = 7367)]
    port: u16,
    /// Origin of another site whose pages may ask the API (`https://portal.example`), or `*`; may be given several times.
    #[arg(long, value_name = "ORIGIN")]
    cors_origin: Vec<Origin>,
    /// File with the SHA-256 of each token that opens the API, a line each; it is read again when it changes.
    #[arg(long, value_name = "FILE")]
    tokens: Option<PathBuf>,
    /// Requests a minute of one client, at most.
    #[arg(long, value_name = "NUMBER")]
    rate: Option<NonZeroU32>,
    /// Network of a proxy that is believed when it says who asks (10.0.0.0/8); may be given several times.
    #[arg(long, value_name = "NETWORK")]
    trusted_proxy: Vec<IpNet>,
    /// Put what was asked into the log.
    #[arg(long)]
    log_queries: bool,
    /// Index and serve the sample documents of the repository.
    #[arg(long)]
    sample: bool,
}

pub(crate) fn run(config: &Config, args: ServeArgs) -> anyhow::Result<u8> {
    let index = if args.sample {
        index_sample(&config.index)?
    } else {
        config.index.clone()
    };
    let settings = Settings {
        origins: args.cors_origin,
        tokens: args.tokens,
        rate: args.rate,
        proxies: args.trusted_proxy,
        log_queries: args.log_queries,
    };
    if let Some(file) = &settings.tokens {
        std::fs::metadata(file).with_context(|| format!("the tokens: {}", file.display()))?;
    }
    let engine = Arc::new(Engine::new(renvoi_backend::open(&index)?));
    follow::changes(Arc::clone(&engine));
    tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?
        .block_on(serve(
            &index,
            engine,
            &settings,
            SocketAddr::new(args.host, args.port),
        ))?;
    Ok(DONE)
}

async fn serve(
    index: &Path,
    engine: Arc<Engine>,
    settings: &Settings,
    address: SocketAddr,
) -> anyhow::Result<()> {
    let listener = renvoi_server::listen(address)
        .with_context(|| format!("cannot listen on {address}: choose another --port"))?;
    let address = listener.local_addr()?;
    let stop = stopped()?;
    raise_open_files();
    println!("http://{address}/");
    std::io::stdout().flush()?;
    crate::output::tell(format_args!(
        "renvoi: serving on http://{address}/ (Ctrl-C ends it)"
    ));
    follow::damage(index.to_owned(), Arc::clone(&engine));
    renvoi_server::serve(listener, engine, settings, stop).await;
    Ok(())
}

/// Lets the process open as many files as the system allows it: each connection is one.
fn raise_open_files() {
    match rlimit::increase_nofile_limit(u64::MAX) {
        Ok(files) => tracing::debug!(files, "limit of open files"),
        Err(error) => tracing::warn!(%error, "the limit of open files stays as it is"),
    }
}

/// Ends with Ctrl-C, or with SIGTERM where there is one. Signals are listened
/// for from the call on, before anyone can know the address.
fn stopped() -> std::io::Result<impl Future<Output = ()> + Send + 'static> {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let mut interrupt = signal(SignalKind::interrupt())?;
        let mut terminate = signal(SignalKind::terminate())?;
        Ok(async move {
            tokio::select! {
                _ = interrupt.recv() => {}
                _ = terminate.recv() => {}
            }
        })
    }
    #[cfg(not(unix))]
    Ok(async {
        let _ = tokio::signal::ctrl_c().await;
    })
}

/// Brings the sample's own index, beside the person's, up to date.
fn index_sample(index: &Path) -> anyhow::Result<PathBuf> {
    let sample = sample_folder()?;
    let index = index.join("sample");
    if !ingest::update(&index, sample)? {
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
