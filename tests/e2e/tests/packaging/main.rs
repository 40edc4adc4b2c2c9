//! The package as its users get it: packed, installed into projects of their tools, and there in a
//! browser.

mod bundlers;
mod examples;
mod next;
mod page;
mod react;
mod server;
mod webhooks;
