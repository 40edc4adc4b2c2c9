//! Something that takes its time.

use super::kit::{Kit, Part};
use crate::words::Word;

/// A spinner with words. The live region says the same, so this is for the eye only.
pub(super) fn build(kit: &Kit, title: Word, lesser: Option<Word>) -> Part {
    let waiting = kit.element("div", "card waiting");
    waiting.set("aria-hidden", "true");
    waiting.add(&kit.element("div", "spinner"));
    waiting.add(&kit.line("title", title));
    if let Some(word) = lesser {
        waiting.add(&kit.line("text", word));
    }
    waiting
}
