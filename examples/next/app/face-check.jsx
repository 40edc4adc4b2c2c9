'use client'; // functions do not come from a server

import { FaceAuth } from 'face-auth-widget/react';
import { useState } from 'react';
import { post } from './post.js';

/** The example backend's sign-in, without a password; once. */
let signedIn;
const signIn = () => {
  signedIn ??= post('/api/sign-in', { person: 'amara' });
  return signedIn;
};

export function FaceCheck({ frameUrl }) {
  const [outcome, setOutcome] = useState('');

  return (
    <>
      <p>
        The check says: <output>{outcome}</output>
      </p>
      <FaceAuth
        id="face-auth"
        frameUrl={frameUrl} // the sandbox's; a real page leaves it out and gets the vendor's
        token={async ({ signal }) => {
          await signIn();
          return post('/api/face-auth/session', { purpose: 'payment-approval' }, signal);
        }}
        confirm={({ token, signal }) => post('/api/face-auth/result', { token }, signal)}
        onEvent={(event) => {
          if (event.type === 'outcome') setOutcome(event.outcome.kind);
        }}
      >
        Loading…
      </FaceAuth>
    </>
  );
}
