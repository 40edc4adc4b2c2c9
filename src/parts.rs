//! What a host's page can style of the panel from outside, by `::part(name)`.

/// The names, by where they stand: over the frame; in a card; on the phone; beside the frame, and
/// over all of it; in a dialog.
pub const PARTS: [&str; 20] = [
    "stage",
    "card",
    "icon",
    "title",
    "text",
    "actions",
    "button",
    "primary",
    "secondary",
    "spinner",
    "steps",
    "step",
    "code",
    "digits",
    "copy",
    "bar",
    "dismiss",
    "dialog",
    "header",
    "close",
];
