//! The sandbox as a program: two ports on loopback until Ctrl-C.

use std::{
    net::{Ipv4Addr, SocketAddr},
    process::ExitCode,
};

use anyhow::{Context, ensure};
use clap::Parser;
use face_auth_sandbox::{
    Config, DEMO_API_KEY, DEMO_API_SECRET, IncodeTarget, Sandbox, ScanRef, ScanRefKind,
    WebhookTarget,
};
use tracing_subscriber::EnvFilter;
use url::Url;

/// A stand-in for the vendor iDenfy: sessions, a frame and signed webhooks without an account; and
/// for Incode's webhooks.
#[derive(Parser)]
#[command(name = "face-auth-sandbox", version)]
struct Args {
    /// Port of the API on loopback; 0 takes a free one.
    #[arg(long, env = "SANDBOX_API_PORT", default_value_t = 4010)]
    api_port: u16,
    /// Port of the frame on loopback; 0 takes a free one.
    #[arg(long, env = "SANDBOX_FRAME_PORT", default_value_t = 4011)]
    frame_port: u16,
    /// Name by which browsers reach the frame.
    #[arg(long, env = "SANDBOX_FRAME_HOST", default_value = "127.0.0.1")]
    frame_host: String,
    /// API key that callers must present.
    #[arg(long, env = "SANDBOX_API_KEY", default_value = DEMO_API_KEY, hide_env_values = true)]
    api_key: String,
    /// API secret that callers must present.
    #[arg(long, env = "SANDBOX_API_SECRET", default_value = DEMO_API_SECRET, hide_env_values = true)]
    api_secret: String,
    /// Where webhooks go; without it nobody is told of outcomes.
    #[arg(long, env = "SANDBOX_WEBHOOK_URL")]
    webhook_url: Option<Url>,
    /// Key that webhooks are signed with; without it they are unsigned.
    #[arg(
        long,
        env = "SANDBOX_SIGNING_KEY",
        requires = "webhook_url",
        hide_env_values = true
    )]
    signing_key: Option<String>,
    /// Where Incode's webhooks go, its secret included; without it that page tells nobody.
    #[arg(long, env = "SANDBOX_INCODE_WEBHOOK_URL", hide_env_values = true)]
    incode_webhook_url: Option<String>,
    /// Secret that Incode's webhooks carry as `Authorization: Bearer`.
    #[arg(
        long,
        env = "SANDBOX_INCODE_SECRET",
        requires = "incode_webhook_url",
        hide_env_values = true
    )]
    incode_secret: Option<String>,
    /// A verification that may be authenticated against; may be given several times.
    #[arg(long, env = "SANDBOX_SCAN_REFS", value_delimiter = ',')]
    scan_ref: Vec<String>,
}

impl Args {
    fn config(self) -> anyhow::Result<Config> {
        let incode_url = self.incode_webhook_url.as_deref().map(secret_url);
        let mut config = Config {
            api_listen: SocketAddr::from((Ipv4Addr::LOCALHOST, self.api_port)),
            frame_listen: SocketAddr::from((Ipv4Addr::LOCALHOST, self.frame_port)),
            frame_host: self.frame_host,
            api_key: self.api_key,
            api_secret: self.api_secret,
            webhook: self.webhook_url.map(|url| WebhookTarget {
                url,
                signing_key: self.signing_key,
            }),
            incode_webhook: incode_url.transpose()?.map(|url| IncodeTarget {
                url,
                secret: self.incode_secret,
            }),
            ..Config::default()
        };
        let known = |name| ScanRef::new(name, ScanRefKind::Authentication);
        config
            .scan_refs
            .extend(self.scan_ref.into_iter().map(known));
        Ok(config)
    }
}

/// An address that holds a secret: a fault in it is told without it.
fn secret_url(text: &str) -> anyhow::Result<Url> {
    let url = Url::parse(text).context("SANDBOX_INCODE_WEBHOOK_URL is no address")?;
    ensure!(
        ["http", "https"].contains(&url.scheme()),
        "SANDBOX_INCODE_WEBHOOK_URL is not an http address"
    );
    Ok(url)
}

#[tokio::main]
async fn main() -> ExitCode {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info"));
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .init();
    match run(Args::parse()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

async fn run(args: Args) -> anyhow::Result<()> {
    let config = args.config()?;
    let stop = stop_signal().context("signals cannot be received")?;
    let sandbox = Sandbox::start(config).await?;
    println!("API    {}", sandbox.api_url());
    println!("frame  {}?token=…", sandbox.frame_url());
    println!("app    {}", sandbox.app_url());
    println!("Incode {}", sandbox.incode_url());
    stop.await;
    sandbox.stop().await;
    Ok(())
}

/// Completes on Ctrl-C or SIGTERM, listened for from this call on.
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
