//! A browser, in the words that the tests use.

use anyhow::{Context, Result};
use serde_json::Value;
use thirtyfour::{By, WebDriver};

use crate::engine::Engine;
use crate::wait::until;

/// The widget's frame: host's node → elements with a shadow root, one or one in the other → frame.
/// Or the frame that the page itself has there.
const FRAME: &str = "return ((node) => {
    const own = document.querySelector(node);
    if (own?.localName === 'iframe') return own;
    const within = (root) => root?.querySelector('iframe') ?? below(root);
    const below = (node) => [node, ...(node?.querySelectorAll('*') ?? [])]
        .map((element) => element?.shadowRoot && within(element.shadowRoot))
        .find((frame) => frame);
    return below(document.querySelector(node)) ?? null;
})(arguments[0])";

/// The words that the widget shows in place of the frame.
const PANEL: &str = "const within = (root) =>
        (root.querySelector('[role=status]')?.textContent ?? '') + below(root);
    const below = (node) => [node, ...(node?.querySelectorAll('*') ?? [])]
        .map((element) => (element?.shadowRoot ? within(element.shadowRoot) : ''))
        .join('');
    return below(document.querySelector(arguments[0]))";

/// A frame shows an empty document, which is complete, until its page comes.
const LOADED: &str = "location.href !== 'about:blank' && document.readyState === 'complete'";

/// A browser with one window.
#[derive(Clone)]
pub struct Browser {
    engine: Engine,
    pub(crate) driver: WebDriver,
}

impl Browser {
    pub(crate) fn new(engine: Engine, driver: WebDriver) -> Self {
        Self { engine, driver }
    }

    /// Which engine it is.
    #[must_use]
    pub fn engine(&self) -> Engine {
        self.engine
    }

    /// Opens a page, and waits until its scripts have run, but not for its frames.
    ///
    /// # Errors
    /// WebDriver's own.
    pub async fn open(&self, url: &str) -> Result<()> {
        Ok(self.driver.goto(url).await?)
    }

    /// Runs a script in the document that is entered, and returns what it returns.
    ///
    /// # Errors
    /// What the script throws.
    pub async fn eval(&self, script: &str) -> Result<Value> {
        self.eval_with(script, vec![]).await
    }

    /// The same, with `arguments`.
    ///
    /// # Errors
    /// What the script throws.
    pub async fn eval_with(&self, script: &str, arguments: Vec<Value>) -> Result<Value> {
        let answer = self.driver.execute(script, arguments).await;
        Ok(answer.with_context(|| script.to_owned())?.json().clone())
    }

    /// Waits until an expression is truthy, and returns its value.
    ///
    /// # Errors
    /// If it never is.
    pub async fn until(&self, expression: &str) -> Result<Value> {
        let script = format!("return {expression}");
        until(expression, async || {
            Ok(Some(self.eval(&script).await?).filter(is_truthy))
        })
        .await
    }

    /// Clicks an element as soon as that can be done.
    ///
    /// # Errors
    /// If it never can.
    pub async fn click(&self, css: &str) -> Result<()> {
        until(&format!("clicking {css}"), async || {
            let element = self.driver.find(By::Css(css)).await?;
            element.click().await?;
            Ok(Some(()))
        })
        .await
    }

    /// Chooses an option of a `select` by its text, as soon as there is one.
    ///
    /// # Errors
    /// If there never is.
    pub async fn choose(&self, css: &str, text: &str) -> Result<()> {
        until(&format!("choosing {text}"), async || {
            let list = self.driver.find(By::Css(css)).await?;
            let option = format!("option[. = '{text}']");
            list.find(By::XPath(option)).await?.click().await?;
            Ok(Some(()))
        })
        .await
    }

    /// The text of an element, as a person sees it.
    ///
    /// # Errors
    /// If there is no such element.
    pub async fn text(&self, css: &str) -> Result<String> {
        let element = self.driver.find(By::Css(css)).await;
        Ok(element.with_context(|| css.to_owned())?.text().await?)
    }

    /// Does something inside the frame of the widget in `node`, or inside the frame that `node` is,
    /// once its page has loaded: a button that is there already may not have its listener yet.
    ///
    /// # Errors
    /// If it never is, or what `act` fails with.
    pub async fn in_frame<T>(&self, node: &str, act: impl AsyncFnOnce() -> Result<T>) -> Result<T> {
        let frame = until(&format!("a frame in {node}"), async || {
            let frame = self.driver.execute(FRAME, vec![node.into()]).await?;
            Ok(frame.element().ok())
        })
        .await?;
        frame.enter_frame().await?;
        let done = match self.until(LOADED).await {
            Ok(_) => act().await,
            Err(error) => Err(error),
        };
        self.driver.enter_default_frame().await?;
        done
    }

    /// Presses a button of the vendor's page inside the widget in `node`.
    ///
    /// # Errors
    /// If that never can be done.
    pub async fn press(&self, node: &str, button: &str) -> Result<()> {
        self.in_frame(node, async || self.click(button).await).await
    }

    /// Whether the widget in `node` holds a frame.
    ///
    /// # Errors
    /// WebDriver's own.
    pub async fn has_frame(&self, node: &str) -> Result<bool> {
        let frame = self.driver.execute(FRAME, vec![node.into()]).await?;
        Ok(!frame.json().is_null())
    }

    /// An attribute of the frame of the widget in `node`; null if it has none.
    ///
    /// # Errors
    /// If there is no frame.
    pub async fn frame_attribute(&self, node: &str, name: &str) -> Result<Value> {
        let find = FRAME.strip_prefix("return ").unwrap_or(FRAME);
        let script = format!("return ({find}).getAttribute(arguments[1])");
        self.eval_with(&script, vec![node.into(), name.into()])
            .await
    }

    /// What the widget in `node` says in words.
    ///
    /// # Errors
    /// WebDriver's own.
    pub async fn panel(&self, node: &str) -> Result<String> {
        let text = self.eval_with(PANEL, vec![node.into()]).await?;
        Ok(text.as_str().unwrap_or_default().to_owned())
    }
}

fn is_truthy(value: &Value) -> bool {
    !matches!(value, Value::Null | Value::Bool(false)) && value != "" && value != 0
}
