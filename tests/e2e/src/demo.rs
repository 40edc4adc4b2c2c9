//! The demo as a person sees it: the example backend with its page, before the sandbox.

use anyhow::Result;
use face_auth_example_backend::{Backend, Config, EndpointSecret, IncodeConfig};
use face_auth_sandbox::{DEMO_SCAN_REF, IncodeTarget, Sandbox, SessionRequest, WebhookTarget};
use serde_json::Value;

use crate::browser::Browser;
use crate::find::package_dir;

/// What opens the endpoint for Incode's webhooks.
const INCODE_SECRET: &str = "the secret of Incode's endpoint";

/// Backend and sandbox on free ports, stopped when dropped.
pub struct Demo {
    /// The stand-in for the vendor.
    pub sandbox: Sandbox,
    backend: Backend,
}

impl Demo {
    /// The node of the widget in the demo's page.
    pub const NODE: &str = "#widget";

    /// Starts both.
    ///
    /// # Errors
    /// If one does not start, or the package is not built.
    pub async fn start() -> Result<Self> {
        Self::framing(&[]).await
    }

    /// Starts both; the page may also frame pages of these origins.
    ///
    /// # Errors
    /// If one does not start, or the package is not built.
    pub async fn framing(origins: &[&str]) -> Result<Self> {
        let framed = origins.iter().map(ToString::to_string).collect();
        Self::with(|config| config.extra_frame_sources = framed).await
    }

    /// Starts both, for pages of another server, which passes their calls on to this port; 0 is a
    /// free one.
    ///
    /// # Errors
    /// If one does not start, or the package is not built.
    pub async fn behind(pages: &str, port: u16) -> Result<Self> {
        let origins = vec![pages.to_owned()];
        Self::with(|config| {
            config.page_origins = origins;
            config.listen.set_port(port);
        })
        .await
    }

    async fn with(change: impl FnOnce(&mut Config)) -> Result<Self> {
        let sandbox = Sandbox::start(face_auth_sandbox::Config::default()).await?;
        let mut config =
            Config::for_sandbox(sandbox.api_url().clone(), sandbox.frame_url().clone());
        config.package_dir = package_dir()?;
        config.incode = Some(IncodeConfig {
            secret: EndpointSecret::new(INCODE_SECRET)?,
            page_url: Some(sandbox.incode_url()),
        });
        change(&mut config);
        let signing_key = config.vendor.signing_key.clone();
        let backend = Backend::start(config).await?;
        let url = backend.url().join("webhooks/idenfy")?;
        sandbox.set_webhook(Some(WebhookTarget { url, signing_key }));
        sandbox.set_incode_webhook(Some(IncodeTarget {
            url: backend.url().join("webhooks/incode")?,
            secret: Some(INCODE_SECRET.to_owned()),
        }));
        Ok(Self { sandbox, backend })
    }

    /// The origin of the backend.
    #[must_use]
    pub fn backend(&self) -> String {
        self.backend.url().origin().ascii_serialization()
    }

    /// The address of the page.
    #[must_use]
    pub fn page(&self) -> String {
        let port = self.backend.url().port().unwrap_or_default();
        format!("http://localhost:{port}")
    }

    /// The address of a frame of the vendor's own, for a session of somebody else's: it ends by
    /// itself as `script` says.
    ///
    /// # Errors
    /// If the script is none.
    pub fn scripted_frame(&self, script: Value) -> Result<String> {
        let token = session(&self.sandbox, Some(script))?;
        Ok(format!("{}?token={token}", self.sandbox.frame_url()))
    }

    /// Opens the page, signs somebody in and starts the check.
    ///
    /// # Errors
    /// If the page does not let that be done.
    pub async fn begin(&self, browser: &Browser) -> Result<()> {
        self.begin_as(browser, "amara", &[]).await
    }

    /// The same as somebody, with choices of the page: `mode-modal`, `language-lt`, ….
    ///
    /// # Errors
    /// If the page does not let that be done.
    pub async fn begin_as(&self, browser: &Browser, person: &str, choices: &[&str]) -> Result<()> {
        browser.open(&self.page()).await?;
        browser
            .click(&format!("[data-testid=sign-in-{person}]"))
            .await?;
        for choice in choices {
            browser.click(&format!("[data-testid={choice}]")).await?;
        }
        browser.click("[data-testid=start]").await
    }
}

/// Makes a session with the vendor and returns its token. With a script it ends by itself.
///
/// # Errors
/// If the script is none.
pub fn session(sandbox: &Sandbox, script: Option<Value>) -> Result<String> {
    let mut request = SessionRequest::new(DEMO_SCAN_REF);
    request.script = script.map(serde_json::from_value).transpose()?;
    Ok(sandbox.create_session(request)?.token)
}
