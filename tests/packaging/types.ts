// Checked against the declarations of the installed package.
import { type FaceAuthError, type FaceAuthSession, mount, type Outcome } from 'face-auth-widget';

const session: FaceAuthSession = mount('#face', {
  token: async ({ attempt, signal }) => {
    const response = await fetch(`/session/${attempt}`, { signal });
    return { token: await response.text() };
  },
  onReady: () => {},
  onError: (error: FaceAuthError) => console.error(error.code, error.retryable),
});
const outcome: Outcome = await session.outcome;
console.log(outcome.kind, outcome.attempts, outcome.elapsed, session.state);
session.unmount();

// @ts-expect-error a token there must be
mount('#face', {});
// @ts-expect-error the state is only read
session.state = 'ready';
