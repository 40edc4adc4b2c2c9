// Made from the Rust sources by `cargo xtask build`. Do not edit.

/** The English of what the element itself says. */
export const TEXTS = {
  title: "Face authentication",
  errorTitle: "The face check is not available",
  errorText: "Please try again later.",
  tryAgain: "Try again",
  approvedTitle: "The face check is done",
  requiredText: "Please complete the face check.",
} as const;

/** The parts of the panel, as `exportparts` lists them. */
export const PARTS = 'stage, card, icon, title, text, actions, button, primary, secondary, spinner, steps, step, code, digits, copy, bar, dismiss, dialog, header, close';
