//! Icons, as lines on a field of 24 by 24.

use super::kit::{Kit, Part};
use crate::card::Icon;

/// The cross of the close button.
pub(super) const CROSS: &str = "M6 6l12 12M18 6 6 18";
/// The phone of the hand-off.
pub(super) const PHONE: &str =
    "M8.5 2.5h7a2 2 0 0 1 2 2v15a2 2 0 0 1-2 2h-7a2 2 0 0 1-2-2v-15a2 2 0 0 1 2-2M11 18.5h2";

/// The icon in a round field.
pub(super) fn icon(kit: &Kit, icon: Icon) -> Part {
    let (classes, path) = match icon {
        Icon::Done => ("icon good", "M20 6.5 9.5 17 4 11.5"),
        Icon::Refused => ("icon bad", CROSS),
        Icon::Attention => ("icon", "M12 4 2.8 20h18.4zM12 10.5V14M12 17v.1"),
        Icon::Face => (
            "icon",
            "M3 8V5a2 2 0 0 1 2-2h3M16 3h3a2 2 0 0 1 2 2v3M21 16v3a2 2 0 0 1-2 2h-3\
             M8 21H5a2 2 0 0 1-2-2v-3M9 9.5v.6M15 9.5v.6M8.7 14.5c1.9 1.7 4.7 1.7 6.6 0",
        ),
        Icon::Clock => ("icon", "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M12 7.5V12l3 2"),
        Icon::NoCamera => (
            "icon",
            "M3 3l18 18M9.5 5h5L16 7h3a2 2 0 0 1 2 2v8M18 19H5a2 2 0 0 1-2-2V9a2 2 0 0 1 2-2h1\
             M14.6 15.2a3.5 3.5 0 0 1-4.9-4.9",
        ),
        Icon::Offline => (
            "icon",
            "M3 3l18 18M5 12.6a10 10 0 0 1 5.2-2.5M19 12.6a10 10 0 0 0-3-2M2 8.8A15 15 0 0 1 6.5 6\
             M22 8.8A15 15 0 0 0 11 5.1M8.5 16.1a5 5 0 0 1 7 0M12 20v.1",
        ),
        Icon::Phone => ("icon", PHONE),
        Icon::Stopped => (
            "icon",
            "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M9.5 9.5h5v5h-5z",
        ),
    };
    let field = kit.element("div", classes);
    field.add(&kit.drawing(path));
    field
}
