// One try: the widget in its node, and beside it the question to our backend how it was decided.

import { BackendError, createSession, result } from './backend.js';

/** How long the frame may show its own last words once the decision is known, in ms. */
const LAST_WORDS = 2_000;

/**
 * Runs one try to its end.
 *
 * Resolves to `{ outcome, decision }`: what the widget came to, and what the backend decided
 * (null where the try ended before that). Only the decision says whether the person was confirmed.
 * Aborting `signal` takes the widget away.
 */
export async function runAttempt({ widget, node, frameUrl, purpose, signal, on }) {
  const over = new AbortController();
  const decided = Promise.withResolvers();

  const session = widget.mount(node, {
    frameUrl: frameUrl ?? undefined,
    token: async (context) => {
      const { grant, handle } = await askForSession(widget, purpose, context.signal);
      on.waiting();
      waitForDecision(handle, over.signal).then(decided.resolve, decided.reject);
      return grant;
    },
    onEvent: on.event,
    onStatus: on.status,
  });
  const leave = () => {
    session.unmount();
    over.abort();
  };
  signal.addEventListener('abort', leave, { once: true });

  try {
    return await ending(session, decided.promise, on);
  } finally {
    leave();
  }
}

async function ending(session, decided, on) {
  const first = await Promise.race([session.outcome, decided]);
  if (first.kind === undefined) {
    // The backend was faster, or the frame stays silent, as it does when a person cancels.
    on.decided(first);
    await Promise.race([session.outcome, wait(LAST_WORDS)]);
    session.unmount();
    return { outcome: await session.outcome, decision: first };
  }
  if (first.kind !== 'approved' && first.kind !== 'failed') {
    return { outcome: first, decision: null };
  }
  on.finished(first);
  const decision = await decided;
  on.decided(decision);
  return { outcome: first, decision };
}

async function askForSession(widget, purpose, signal) {
  try {
    return await createSession(purpose, signal);
  } catch (error) {
    if (error instanceof BackendError && error.code === 'identification_required') {
      throw new widget.FaceAuthError('identification_required', { cause: error });
    }
    throw error;
  }
}

/** Asks until there is a decision. The backend holds each question open, so this is no hammering. */
async function waitForDecision(handle, signal) {
  let pause = 1_000;
  for (;;) {
    try {
      const decision = await result(handle, signal);
      if (decision.status !== 'PENDING') return decision;
      pause = 1_000;
    } catch (error) {
      signal.throwIfAborted();
      // A refusal is an answer; a network that failed, or a backend that restarts, is none.
      if (error instanceof BackendError && error.status < 500) throw error;
      await wait(pause);
      pause = Math.min(pause * 2, 15_000);
    }
  }
}

const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
