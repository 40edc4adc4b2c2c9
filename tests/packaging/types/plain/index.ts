import {
  type Decision,
  FaceAuthError,
  type FaceAuthErrorCode,
  type FaceAuthEvent,
  type FaceAuthOptions,
  type FaceAuthSession,
  type FrameStatus,
  type Grant,
  mount,
  type Outcome,
  preload,
  type Reason,
  type TokenSource,
} from 'face-auth-widget';
import lt from 'face-auth-widget/locales/lt';

declare function answer(path: string, signal: AbortSignal): Promise<Grant>;
declare function decided(token: string): Promise<Decision>;

const session: FaceAuthSession = mount('#face-auth', {
  token: ({ attempt, locale, signal }) => answer(`/session/${attempt}?${locale ?? ''}`, signal),
  confirm: ({ token, status, signal }) => {
    const word: FrameStatus | null = status;
    return signal.aborted || word === null
      ? Promise.resolve({ status: 'PENDING' })
      : decided(token);
  },
  mode: 'modal',
  handoff: false,
  maxAttempts: 2,
  locale: 'lt',
  messages: { ...lt, title: 'Veidas' },
  signal: AbortSignal.timeout(60_000),
  onReady: () => {},
  onStatus: (status: FrameStatus) => console.log(status.toLowerCase()),
  onError: (error: FaceAuthError) => console.error(error.code, error.retryable),
  onEvent: told,
});
mount(document.body, { token: 'TOKEN' });
const sources: TokenSource[] = ['TOKEN', { token: 'TOKEN', lifetime: 600, digitString: null }];
const given: FaceAuthOptions[] = sources.map((token) => ({ token }));

function told(event: FaceAuthEvent): void {
  if (event.type === 'status') console.log(event.status.length);
  if (event.type === 'outcome') console.log(event.outcome.kind);
  // @ts-expect-error not every event has a status
  console.log(event.status);
}

/** Complete, or it does not compile: every kind of outcome is told apart. */
function said(outcome: Outcome): string {
  switch (outcome.kind) {
    case 'approved':
      return outcome.authoritative ? 'by the backend' : (outcome.frameStatus ?? 'by nobody');
    case 'failed': {
      const reason: Reason | null = outcome.reason;
      return reason?.advice ?? 'stop';
    }
    case 'error':
      return outcome.error.code;
    case 'canceled':
    case 'expired':
    case 'unmounted':
      return `${outcome.kind} after ${outcome.elapsed} ms and ${outcome.attempts} attempts`;
  }
}

said(await session.outcome);
session.decide({ status: 'SUCCESS' });
session.retry();
session.end();
session.unmount();
const prepared: Promise<void> = preload();

const thrown: unknown = new FaceAuthError('identification_required', { cause: prepared });
if (FaceAuthError.is(thrown)) {
  const code: FaceAuthErrorCode = thrown.code;
  const error: Error = thrown;
  console.log(code, error.message, given);
}

// @ts-expect-error a token there must be
mount('#face-auth', {});
// @ts-expect-error a number is no target
mount(1, { token: 'TOKEN' });
// @ts-expect-error no such option
mount('#face-auth', { token: 'TOKEN', tokens: 'TOKEN' });
// @ts-expect-error no such mode
mount('#face-auth', { token: 'TOKEN', mode: 'popup' });
// @ts-expect-error a grant has a token
mount('#face-auth', { token: () => ({ lifetime: 600 }) });
// @ts-expect-error no such text
mount('#face-auth', { token: 'TOKEN', messages: { titel: 'Veidas' } });
// @ts-expect-error no such code
new FaceAuthError('no_such_code');
// @ts-expect-error the state is only read
session.state = 'ready';
// @ts-expect-error a decision has a status
session.decide({ reason: null });
// @ts-expect-error an outcome of no kind in particular has no reason
console.log((await session.outcome).reason);
// @ts-expect-error a code is only read
if (FaceAuthError.is(thrown)) thrown.code = 'offline';
