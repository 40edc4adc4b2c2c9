//! How the log is written: for people, or for programs.

use clap::ValueEnum;
use tracing::Subscriber;
use tracing_subscriber::Layer;
use tracing_subscriber::fmt::{self, MakeWriter};
use tracing_subscriber::registry::LookupSpan;

/// The form of the log's lines.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum LogFormat {
    /// For people.
    Text,
    /// One JSON object a line: `timestamp`, `level`, `target`, `message`, the fields of what
    /// happened, and under `span` the request with its `id`, `method` and `path`.
    Json,
}

impl LogFormat {
    /// A layer that writes the log in this form, without colours.
    #[must_use]
    pub fn layer<S, W>(self, writer: W) -> Box<dyn Layer<S> + Send + Sync>
    where
        S: Subscriber + for<'a> LookupSpan<'a>,
        W: for<'a> MakeWriter<'a> + Send + Sync + 'static,
    {
        let layer = fmt::layer().with_ansi(false).with_writer(writer);
        match self {
            Self::Text => layer.boxed(),
            Self::Json => layer
                .json()
                .flatten_event(true)
                .with_span_list(false)
                .boxed(),
        }
    }
}
