// Checked against the declarations of the installed package, with the types of one of the Reacts.
import 'face-auth-widget/element';
import type { Outcome } from 'face-auth-widget';
import type { FaceAuthElement } from 'face-auth-widget/element/class';
import {
  FaceAuth,
  type FaceAuthProps,
  type UseFaceAuthOptions,
  type UseFaceAuthResult,
  useFaceAuth,
} from 'face-auth-widget/react';
import { type ReactElement, useRef } from 'react';

const token = async ({ signal }: { signal: AbortSignal }) => {
  const answer = await fetch('/session', { signal });
  return { token: await answer.text() };
};

export function Component({ ready, ...rest }: { ready: boolean; children?: ReactElement }) {
  // What each of the Reacts has for it: a session that is not there yet is null.
  const session = useRef<import('face-auth-widget').FaceAuthSession>(null);
  const options: UseFaceAuthOptions = { token: ready ? token : null, maxAttempts: 2 };
  return (
    <FaceAuth
      {...options}
      ref={session}
      key="check"
      id="check"
      className={undefined}
      style={{ blockSize: '50rem' }}
      data-testid="check"
      aria-label="Face check"
      onApproved={({ authoritative }) => console.log(authoritative, session.current?.state)}
      onError={({ code, retryable }) => console.log(code, retryable)}
    >
      {rest.children ?? 'One moment…'}
    </FaceAuth>
  );
}

export function Hook() {
  const check: UseFaceAuthResult = useFaceAuth({ token, mode: 'modal', locale: undefined });
  const outcome: Outcome | null = check.outcome;
  if (check.error) return <output>{check.error.code}</output>;
  return (
    <section ref={check.ref} title={outcome?.kind}>
      {check.state === 'ready' ? 'Ready' : null}
    </section>
  );
}

export function Element() {
  const element = useRef<FaceAuthElement>(null);
  return (
    <face-auth
      ref={element}
      className="check"
      token-url="/session"
      confirm-url="/result"
      mode="modal"
      onapproved={({ detail }) => console.log(detail.authoritative)}
      onerror={({ detail }) => console.log(detail.code)}
    />
  );
}

export const props: FaceAuthProps = { token: 'one-time-token', children: 'Wait' };
export const callback = <FaceAuth token={{ token: 'A' }} ref={(session) => void session?.end()} />;

// @ts-expect-error a token, or that there is none yet, must be said
export const none = <FaceAuth />;
// @ts-expect-error no such mode
export const mode = <FaceAuth token="T" mode="popup" />;
// @ts-expect-error no such option
export const option = <FaceAuth token="T" attempts={3} />;
// @ts-expect-error the outcome of an approval has no reason
export const reason = <FaceAuth token="T" onApproved={({ reason }) => reason} />;
// @ts-expect-error its session, not its element
export const ref = <FaceAuth token="T" ref={(node: HTMLDivElement | null) => void node} />;
// @ts-expect-error no such mode of the element
export const attribute = <face-auth mode="popup" />;
// @ts-expect-error React does not listen for it there
export const listener = <face-auth onError={() => console.log('never')} />;
