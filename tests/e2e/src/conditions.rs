//! What a test changes around a page: the network, whether the page can be seen, the person's
//! colours, the size of the window.

use anyhow::Result;
use axum::http::Method;
use serde_json::{Value, json};
use thirtyfour::common::command::FormatRequestData;
use thirtyfour::{RequestData, SessionId};

use crate::browser::Browser;
use crate::engine::Engine;

const COLOR_SCHEME: &str = "layout.css.prefers-color-scheme.content-override";

/// What a person wants of every page.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Wish {
    /// Light colours.
    Light,
    /// Dark colours.
    Dark,
    /// Colours of their own choosing, and no others.
    ForcedColours,
    /// That little moves.
    ReducedMotion,
}

impl Browser {
    /// Takes the browser off the network, or puts it back. In Chromium nothing can be fetched
    /// meanwhile; Firefox goes on reaching this machine, but tells pages the same.
    ///
    /// # Errors
    /// If the page does not learn of it.
    pub async fn set_online(&self, online: bool) -> Result<()> {
        match self.engine() {
            Engine::Chromium => {
                let conditions = json!({
                    "offline": !online,
                    "latency": 0,
                    "download_throughput": -1,
                    "upload_throughput": -1,
                });
                let body = json!({ "network_conditions": conditions });
                self.command("/chromium/network_conditions", body).await
            }
            Engine::Firefox => {
                const SET: &str = "Services.io.offline = arguments[0]";
                self.firefox_itself(SET, vec![json!(!online)]).await
            }
        }?;
        self.until(&format!("navigator.onLine === {online}"))
            .await
            .map(drop)
    }

    /// Makes it the browser of somebody with this wish, as a media query asks for it. Chromium
    /// forgets the others.
    ///
    /// # Errors
    /// If the page does not learn of it.
    pub async fn set_wish(&self, wish: Wish) -> Result<()> {
        let (name, value, preference, number) = match wish {
            Wish::Light => ("prefers-color-scheme", "light", COLOR_SCHEME, 1),
            Wish::Dark => ("prefers-color-scheme", "dark", COLOR_SCHEME, 0),
            Wish::ReducedMotion => (
                "prefers-reduced-motion",
                "reduce",
                "ui.prefersReducedMotion",
                1,
            ),
            Wish::ForcedColours => (
                "forced-colors",
                "active",
                "browser.display.document_color_use",
                2,
            ),
        };
        match self.engine() {
            Engine::Chromium => {
                let features = json!([{ "name": name, "value": value }]);
                let params = json!({ "features": features });
                self.devtools("Emulation.setEmulatedMedia", params).await
            }
            Engine::Firefox => {
                const SET: &str = "Services.prefs.setIntPref(...arguments)";
                self.firefox_itself(SET, vec![json!(preference), json!(number)])
                    .await
            }
        }?;
        let query = format!("matchMedia('({name}: {value})').matches");
        self.until(&query).await.map(drop)
    }

    /// Gives the page this much room, in CSS pixels: less than a window can have. In Chromium.
    ///
    /// # Errors
    /// WebDriver's own.
    pub async fn set_viewport(&self, width: u32, height: u32) -> Result<()> {
        let metrics = json!({
            "width": width,
            "height": height,
            "deviceScaleFactor": 1,
            "mobile": false,
        });
        self.devtools("Emulation.setDeviceMetricsOverride", metrics)
            .await?;
        self.until(&format!("innerWidth === {width}"))
            .await
            .map(drop)
    }

    /// The errors in the console since it was last asked: exceptions that nobody caught, what could
    /// not be loaded, what a policy refused, and what scripts say by `console.error`. In Chromium.
    ///
    /// # Errors
    /// WebDriver's own.
    pub async fn console_errors(&self) -> Result<Vec<String>> {
        let body = json!({ "type": "browser" });
        let log = self.answer("/se/log", body).await?;
        let entries = log.as_array().cloned().unwrap_or_default();
        let messages = entries.iter().map(|entry| entry["message"].to_string());
        Ok(messages.collect())
    }

    async fn devtools(&self, command: &str, params: Value) -> Result<()> {
        let body = json!({ "cmd": command, "params": params });
        self.command("/goog/cdp/execute", body).await
    }

    /// Minimizes the window: nobody sees the page.
    ///
    /// # Errors
    /// If the page does not learn of it.
    pub async fn hide(&self) -> Result<()> {
        self.driver.minimize_window().await?;
        self.until("document.hidden").await.map(drop)
    }

    /// Shows the window again.
    ///
    /// # Errors
    /// If the page does not learn of it.
    pub async fn show(&self) -> Result<()> {
        self.resize(1280, 1600).await?;
        self.until("!document.hidden").await.map(drop)
    }

    /// Gives the window this size, in CSS pixels, its borders included.
    ///
    /// # Errors
    /// WebDriver's own.
    pub async fn resize(&self, width: u32, height: u32) -> Result<()> {
        Ok(self.driver.set_window_rect(0, 0, width, height).await?)
    }

    /// Runs a script of the browser itself, in Firefox.
    async fn firefox_itself(&self, script: &str, arguments: Vec<Value>) -> Result<()> {
        let context = |name| self.command("/moz/context", json!({ "context": name }));
        context("chrome").await?;
        let done = self.eval_with(script, arguments).await;
        context("content").await?;
        done.map(drop)
    }

    /// A command that only one of the drivers has.
    async fn command(&self, endpoint: &'static str, body: Value) -> Result<()> {
        self.answer(endpoint, body).await.map(drop)
    }

    async fn answer(&self, endpoint: &'static str, body: Value) -> Result<Value> {
        let answer = self.driver.cmd(DriverCommand { endpoint, body }).await?;
        Ok(answer.value_json()?)
    }
}

#[derive(Debug)]
struct DriverCommand {
    endpoint: &'static str,
    body: Value,
}

impl FormatRequestData for DriverCommand {
    fn format_request(&self, session: &SessionId) -> RequestData {
        let address = format!("session/{session}{}", self.endpoint);
        RequestData::new(Method::POST, address).add_body(self.body.clone())
    }
}
