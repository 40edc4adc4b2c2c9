//! What a person sees of a widget beside the vendor's frame, and what they do with it.

use std::path::Path;

use anyhow::{Context, Result};
use serde_json::{Value, json};
use thirtyfour::common::command::Command;
use thirtyfour::{Key, WebElement};

use crate::browser::Browser;
use crate::wait::until;

/// Of the widget in a node, by a function of its shadow root. What only screen readers are told
/// is a pixel large.
const OF_ROOT: &str = "const [node, given] = arguments;
    const host = document.querySelector(node);
    // An element of the package's own has the node in its shadow tree.
    const holder = host?.shadowRoot?.querySelector('.widget') ?? host;
    const root = holder?.firstElementChild?.shadowRoot;
    const shown = (element) => element.checkVisibility({ visibilityProperty: true })
        && element.getBoundingClientRect().width > 1;
    const name = (element) => element.getAttribute('aria-label') ?? element.textContent.trim();
    const buttons = () => [...(root?.querySelectorAll('button') ?? [])].filter(shown);
    ";

impl Browser {
    /// All words of the widget in `node` that can be seen.
    ///
    /// # Errors
    /// WebDriver's own.
    pub async fn words(&self, node: &str) -> Result<String> {
        const WORDS: &str = "if (!root) return '';
            const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
            const words = [];
            while (texts.nextNode()) {
                const { parentElement, data } = texts.currentNode;
                if (parentElement && shown(parentElement)) words.push(data.trim());
            }
            return words.join(' ')";
        let words = self.of_root(WORDS, node, json!(null)).await?;
        Ok(words.as_str().unwrap_or_default().to_owned())
    }

    /// Waits until the widget in `node` shows these words.
    ///
    /// # Errors
    /// If it never does.
    pub async fn shows(&self, node: &str, words: &str) -> Result<()> {
        until(&format!("{node} shows “{words}”"), async || {
            Ok(self.words(node).await?.contains(words).then_some(()))
        })
        .await
    }

    /// The names of the buttons in the widget in `node`, those in the vendor's frame aside.
    ///
    /// # Errors
    /// WebDriver's own.
    pub async fn buttons(&self, node: &str) -> Result<Vec<String>> {
        let names = self.of_root("return buttons().map(name)", node, json!(null));
        Ok(serde_json::from_value(names.await?)?)
    }

    /// Presses a button of the widget in `node` as soon as that can be done.
    ///
    /// # Errors
    /// If it never can.
    pub async fn choose_button(&self, node: &str, name: &str) -> Result<()> {
        const FIND: &str = "return buttons().find((button) => name(button) === given)";
        until(&format!("pressing “{name}”"), async || {
            self.find_in_root(FIND, node, json!(name))
                .await?
                .click()
                .await?;
            Ok(Some(()))
        })
        .await
    }

    /// An element of the widget in `node`.
    ///
    /// # Errors
    /// If there is none.
    pub async fn part(&self, node: &str, css: &str) -> Result<WebElement> {
        const FIND: &str = "return root?.querySelector(given)";
        self.find_in_root(FIND, node, json!(css)).await
    }

    /// What has the focus, in the page and in the widget's shadow root, as selectors would say it.
    ///
    /// # Errors
    /// WebDriver's own.
    pub async fn focus(&self) -> Result<String> {
        const FOCUS: &str = "let focused = document.activeElement;
            while (focused?.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement;
            const { localName, id } = focused ?? document.body;
            return id ? `${localName}#${id}` : localName";
        let focus = self.eval(FOCUS).await?;
        Ok(focus.as_str().unwrap_or_default().to_owned())
    }

    /// Presses a key, wherever the focus is.
    ///
    /// # Errors
    /// WebDriver's own.
    pub async fn key(&self, key: Key) -> Result<()> {
        let key = String::from(char::from(key));
        self.driver.action_chain().send_keys(key).perform().await?;
        Ok(())
    }

    /// Waits until the widget in `node` has come to rest: nothing is on its way in or out, but for
    /// what goes round for ever, and its looks have been the same for a while.
    ///
    /// # Errors
    /// If it never rests.
    pub async fn rests(&self, node: &str) -> Result<()> {
        const REST: &str = "const moves = ({ playState, effect }) => playState === 'running'
                && effect.getComputedTiming().iterations !== Infinity;
            const before = root.innerHTML;
            return new Promise((resolve) => setTimeout(() => resolve(
                root.innerHTML === before && !root.getAnimations().some(moves)), 200))";
        until(&format!("{node} rests"), async || {
            let rests = self.of_root(REST, node, json!(null)).await?;
            Ok((rests == true).then_some(()))
        })
        .await
    }

    /// Writes a picture of what can be seen of the page.
    ///
    /// # Errors
    /// WebDriver's own, or if the file cannot be written.
    pub async fn screenshot(&self, path: &Path) -> Result<()> {
        Ok(self.driver.screenshot(path).await?)
    }

    /// Turns the mouse wheel near the window's corner: down, in CSS pixels.
    ///
    /// # Errors
    /// WebDriver's own.
    pub async fn wheel(&self, down: i32) -> Result<()> {
        let turn = json!({
            "type": "scroll", "x": 5, "y": 5, "deltaX": 0, "deltaY": down, "duration": 0,
        });
        let wheel = json!([{ "type": "wheel", "id": "wheel", "actions": [turn] }]);
        self.driver
            .cmd(Command::PerformActions(wheel.into()))
            .await?;
        Ok(())
    }

    async fn of_root(&self, script: &str, node: &str, given: Value) -> Result<Value> {
        let script = format!("{OF_ROOT}{script}");
        self.eval_with(&script, vec![json!(node), given]).await
    }

    async fn find_in_root(&self, script: &str, node: &str, given: Value) -> Result<WebElement> {
        let script = format!("{OF_ROOT}{script}");
        let found = self
            .driver
            .execute(script, vec![json!(node), given])
            .await?;
        found.element().context("no such element")
    }
}
