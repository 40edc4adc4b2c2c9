//! A host page of the tests' own, and its record of what the widget does.

use anyhow::Result;
use face_auth_e2e::{Browser, Host, Pages, Serving, session};
use face_auth_sandbox::{Config, Sandbox};
use serde_json::{Value, json};

/// The node of the first widget.
pub(crate) const NODE: &str = "#face";

/// A script that mounts one widget, called `main`.
pub(crate) const ONE_WIDGET: &str = "import { start } from './harness.js';\nstart('main');\n";

/// A host page that is open, and the vendor that it frames.
pub(crate) struct HostPage<'a> {
    pub(crate) browser: &'a Browser,
    pub(crate) sandbox: Sandbox,
    pub(crate) pages: Pages,
}

impl<'a> HostPage<'a> {
    /// Opens a page with one widget, `main`, whose session waits for a person.
    pub(crate) async fn with_one_widget(browser: &'a Browser) -> Result<Self> {
        Self::open(browser, ONE_WIDGET, one_token).await
    }

    /// Opens a page with this script, which is given what `given` makes.
    pub(crate) async fn open(
        browser: &'a Browser,
        script: &str,
        given: impl FnOnce(&Sandbox) -> Result<Value>,
    ) -> Result<Self> {
        let host = Self::serve(browser, script, given, Serving::default()).await?;
        browser.open(&host.pages.origin()).await?;
        Ok(host)
    }

    /// Opens a page with this script, whose frames say what their tokens tell them to.
    pub(crate) async fn saying(browser: &'a Browser, script: &str) -> Result<Self> {
        Self::open(browser, script, |_| Ok(json!({}))).await
    }

    /// Serves a page in this way, for a test to open.
    pub(crate) async fn serve(
        browser: &'a Browser,
        script: &str,
        given: impl FnOnce(&Sandbox) -> Result<Value>,
        serving: Serving,
    ) -> Result<Self> {
        let sandbox = Sandbox::start(Config::default()).await?;
        let host = Host {
            sandbox: &sandbox,
            script,
            given: given(&sandbox)?,
            serving,
        };
        let pages = Pages::start(host).await?;
        Ok(Self {
            browser,
            sandbox,
            pages,
        })
    }

    /// Waits until a session is in this state.
    pub(crate) async fn reaches(&self, session: &str, state: &str) -> Result<()> {
        let reached = format!("sessions['{session}']?.state === '{state}'");
        self.until(&reached).await.map(drop)
    }

    /// Waits until an expression is truthy; if it never is, says what the page knows.
    pub(crate) async fn until(&self, expression: &str) -> Result<Value> {
        const STORY: &str = "return [window.faults, window.told?.map(
            ({ session, callback, value }) => [session, callback,
                value?.state ?? value?.type ?? value?.code ?? value?.kind ?? value].join(' '))]";
        let error = match self.browser.until(expression).await {
            Ok(value) => return Ok(value),
            Err(error) => error,
        };
        let story = self.browser.eval(STORY).await?;
        Err(error.context(format!("the page's faults and its story: {story}")))
    }

    pub(crate) async fn state(&self, session: &str) -> Result<Value> {
        let state = format!("return sessions['{session}'].state");
        self.browser.eval(&state).await
    }

    /// Waits for a session's outcome.
    pub(crate) async fn outcome(&self, session: &str) -> Result<Value> {
        self.until(&format!("sessions['{session}']?.outcome")).await
    }

    /// What a session's callbacks were told so far: `[name, value]` each, in order.
    pub(crate) async fn calls(&self, session: &str) -> Result<Vec<(String, Value)>> {
        let list = format!(
            "return told.filter(({{ session }}) => session === '{session}')
                .map(({{ callback, value }}) => [callback, value])"
        );
        Ok(serde_json::from_value(self.browser.eval(&list).await?)?)
    }

    /// The values that one callback was called with.
    pub(crate) async fn told(&self, session: &str, callback: &str) -> Result<Vec<Value>> {
        let calls = self.calls(session).await?;
        let own = calls.into_iter().filter(|(name, _)| name == callback);
        Ok(own.map(|(_, value)| value).collect())
    }

    /// A session's events of one type, without the type.
    pub(crate) async fn events(&self, session: &str, kind: &str) -> Result<Vec<Value>> {
        let events = self.told(session, "onEvent").await?;
        let own = events.into_iter().filter(|event| event["type"] == kind);
        Ok(own.map(without_type).collect())
    }

    /// Waits until a session has told an event of this type.
    pub(crate) async fn hears_of(&self, session: &str, kind: &str) -> Result<()> {
        let heard = format!(
            "told.some(({{ session, callback, value }}) =>
                session === '{session}' && callback === 'onEvent' && value.type === '{kind}')"
        );
        self.until(&heard).await.map(drop)
    }

    /// Adds a frame beside the widget.
    pub(crate) async fn add_frame(&self, address: &str) -> Result<()> {
        self.browser
            .eval_with("addFrame(arguments[0])", vec![json!(address)])
            .await
            .map(drop)
    }

    /// Waits until all that was on its way to the page has arrived, or was dropped: what another
    /// frame of the vendor's site sends after it is here.
    pub(crate) async fn is_quiet(&self) -> Result<()> {
        self.add_frame(&self.forger()).await?;
        self.is_forged_at().await
    }

    /// Waits until the page has heard a hostile frame's marker, and so its forgeries before.
    pub(crate) async fn is_forged_at(&self) -> Result<()> {
        self.browser
            .until("markers.includes('forged')")
            .await
            .map(drop)
    }

    /// The address of the page that posts forgeries.
    pub(crate) fn forger(&self) -> String {
        format!("{}/hostile/forger.html", self.pages.foreign_origin())
    }

    /// The genuine result of `main` arrives and settles it.
    pub(crate) async fn is_approved_in_the_end(&self) -> Result<()> {
        assert_eq!(self.state("main").await?, "ready");
        self.browser.press(NODE, "#approve").await?;
        let outcome = self.outcome("main").await?;
        assert_eq!(outcome["kind"], "approved");
        assert_eq!(outcome["authoritative"], false);
        assert_eq!(outcome["frameStatus"], "APPROVED");
        assert_eq!(outcome["attempts"], 1);
        assert!(outcome["elapsed"].as_f64() > Some(0.0), "{outcome}");
        assert!(!self.browser.has_frame(NODE).await?, "the frame is left");
        assert_eq!(self.told("main", "onStatus").await?, ["APPROVED"]);
        assert_eq!(self.told("main", "onApproved").await?, [outcome]);
        self.has_no_faults().await
    }

    /// What token providers (`requests`) or `confirm` (`questions`) were asked under a name: the
    /// given fields of each, in order.
    pub(crate) async fn asked(&self, what: &str, name: &str, field: &str) -> Result<Vec<Value>> {
        let list = format!("return {what}['{name}'].map(({{ {field} }}) => {field} ?? null)");
        Ok(serde_json::from_value(self.browser.eval(&list).await?)?)
    }

    /// Waits until `confirm` has been asked this often under a name.
    pub(crate) async fn is_asked(&self, name: &str, times: usize) -> Result<()> {
        let asked = format!("questions['{name}']?.length >= {times}");
        self.until(&asked).await.map(drop)
    }

    /// The states that a session was in, in order.
    pub(crate) async fn states(&self, session: &str) -> Result<Vec<String>> {
        let events = self.events(session, "state").await?;
        let state = |event: Value| event["state"].as_str().unwrap_or_default().to_owned();
        Ok(events.into_iter().map(state).collect())
    }

    /// Calls a method of a session's handle.
    pub(crate) async fn call(&self, session: &str, call: &str) -> Result<()> {
        let script = format!("sessions['{session}'].session.{call}");
        self.browser.eval(&script).await.map(drop)
    }

    /// The code of the error that a method of a session's handle throws; null if it throws none.
    pub(crate) async fn refusal(&self, session: &str, method: &str) -> Result<Value> {
        let script = format!("return refuses('{session}', '{method}')?.code ?? null");
        self.browser.eval(&script).await
    }

    /// Unmounts all widgets. Nothing of them is left: no node, listener, timer or open request; and
    /// no exception and no rejection went uncaught.
    pub(crate) async fn leaves_nothing(&self) -> Result<()> {
        let left = self.browser.eval("return leftovers()").await?;
        assert_eq!(left, json!([]));
        self.has_no_faults().await
    }

    /// No exception and no rejection went uncaught.
    pub(crate) async fn has_no_faults(&self) -> Result<()> {
        assert_eq!(self.browser.eval("return faults").await?, json!([]));
        Ok(())
    }
}

/// Repeats what sends a message from a frame that is being removed, until one arrives: Firefox
/// drops some of them on the way. `attempt` tells whether it did.
pub(crate) async fn until_in_flight(attempt: impl AsyncFn() -> Result<bool>) -> Result<()> {
    for _ in 0..8 {
        if attempt().await? {
            return Ok(());
        }
    }
    anyhow::bail!("no message of a removed frame arrived")
}

/// Gives the page a token whose session waits for a person.
pub(crate) fn one_token(sandbox: &Sandbox) -> Result<Value> {
    Ok(json!({ "token": session(sandbox, None)? }))
}

fn without_type(mut event: Value) -> Value {
    if let Some(fields) = event.as_object_mut() {
        fields.remove("type");
    }
    event
}
