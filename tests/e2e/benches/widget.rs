//! How long the widget keeps a page busy, and what it keeps in memory: `cargo xtask bench`.
//!
//! Numbers to compare before and after a change, on one idle machine; they judge nothing.

use anyhow::Result;
use face_auth_e2e::{Browser, Engine, Host, Pages, Serving, run};
use face_auth_sandbox::{Config, Sandbox};
use serde_json::{Value, json};

/// Each page load compiles the module anew.
const LOADS: usize = 15;

/// Measures on a page of its own, and leaves the numbers in `window.measured`, by name.
const SCRIPT: &str = include_str!("widget.js");

#[tokio::main]
async fn main() {
    for engine in [Engine::Chromium, Engine::Firefox] {
        run(engine, measure).await;
    }
}

async fn measure(browser: Browser) -> Result<()> {
    let sandbox = Sandbox::start(Config::default()).await?;
    let host = Host {
        sandbox: &sandbox,
        script: SCRIPT,
        given: json!({}),
        serving: Serving::default(),
    };
    let pages = Pages::start(host).await?;
    let mut loads = Vec::new();
    for _ in 0..LOADS {
        browser.open(&pages.origin()).await?;
        loads.push(browser.until("window.measured").await?);
    }
    print(browser.engine(), &loads);
    Ok(())
}

/// A row a measurement: the median, and between which values half of all loads lie.
fn print(engine: Engine, loads: &[Value]) {
    println!("\n{engine}, {LOADS} page loads, median (and the middle half)");
    let first = loads.first().and_then(Value::as_object);
    for name in first.into_iter().flat_map(|names| names.keys()) {
        let mut values: Vec<f64> = loads
            .iter()
            .filter_map(|load| load[name].as_f64())
            .collect();
        values.sort_by(f64::total_cmp);
        if let [low, median, high] = [1, 2, 3].map(|quarter| values.get(values.len() * quarter / 4))
            && let (Some(low), Some(median), Some(high)) = (low, median, high)
        {
            println!("  {name:52} {median:>10.3} ({low:.3} to {high:.3})");
        }
    }
}
