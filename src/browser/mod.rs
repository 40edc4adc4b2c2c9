//! The browser layer: does in the page what the core decides, and tells it what happens there.

mod decision;
mod describe;
mod frame;
mod grant;
mod js;
mod ongoing;
mod options;
mod page;
mod payload;
mod root;
mod widget;

pub use self::page::Page;
pub(crate) use self::widget::Widget;
