// What a host writes for the widget: where sessions come from, and who decides.

import { createSession, decisionAbout } from './backend.js';

/**
 * Mounts the widget into `node` and returns its session.
 *
 * @param widget the package, as imported
 * @param options the widget's own, for what differs from page to page
 * @param report hears of each question to the backend: `asked(attempt)`, `decided(decision)`
 */
export function mountFaceAuth(widget, node, purpose, options, report) {
  return widget.mount(node, {
    ...options,

    // Once for each attempt: the backend knows who is signed in, and whether they may try.
    token: async ({ attempt, locale, signal }) => {
      report.asked(attempt);
      try {
        return await createSession(purpose, locale, signal);
      } catch (error) {
        throw inTheWidgetsWords(widget, error);
      }
    },

    // The frame's word is a hint. The backend knows the vendor's signed webhook, or waits for it.
    confirm: async ({ token, signal }) => {
      const decision = await decisionAbout(token, signal);
      report.decided(decision);
      return decision;
    },
  });
}

/** Refusals that no other try can change, and that the widget has words for. */
const FINAL = ['identification_required', 'attempts_exhausted'];

function inTheWidgetsWords({ FaceAuthError }, error) {
  return FINAL.includes(error.code) ? new FaceAuthError(error.code, { cause: error }) : error;
}
