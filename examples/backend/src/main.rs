//! The example backend as a program: configured by the environment, stopped by a signal.

use std::process::ExitCode;

use anyhow::Context;
use clap::Parser;
use face_auth_example_backend::{Arguments, Backend, Config};
use tracing_subscriber::EnvFilter;
use tracing_subscriber::prelude::*;

#[tokio::main]
async fn main() -> ExitCode {
    match run().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{}", told(&error));
            ExitCode::FAILURE
        }
    }
}

/// An error with its causes, each of them once: many tell of their own cause.
fn told(error: &anyhow::Error) -> String {
    error.chain().fold(String::new(), |told, cause| {
        let cause = cause.to_string();
        match told.as_str() {
            "" => cause,
            _ if told.contains(&cause) => told,
            _ => format!("{told}: {cause}"),
        }
    })
}

async fn run() -> anyhow::Result<()> {
    let arguments = Arguments::parse();
    let log = arguments.log_format().layer(std::io::stderr);
    let config = Config::try_from(arguments)?;
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info"));
    tracing_subscriber::registry().with(filter).with(log).init();
    let stop = stop_signal().context("signals cannot be received")?;
    let backend = Backend::start(config).await?;
    println!("{}", backend.url());
    stop.await;
    backend.stop().await;
    Ok(())
}

/// Completes on Ctrl-C, or on the signal that service managers send, heard from this call on.
#[cfg(unix)]
fn stop_signal() -> std::io::Result<impl Future<Output = ()>> {
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

/// Completes on Ctrl-C.
#[cfg(not(unix))]
fn stop_signal() -> std::io::Result<impl Future<Output = ()>> {
    Ok(async {
        // Where Ctrl-C cannot be received there is nothing to wait for.
        let _ = tokio::signal::ctrl_c().await;
    })
}
