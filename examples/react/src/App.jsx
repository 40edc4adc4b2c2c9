import { FaceAuth } from 'face-auth-widget/react';
import { useState } from 'react';
import { post } from './post.js';

export default function App({ frameUrl }) {
  const [outcome, setOutcome] = useState('');

  return (
    <>
      <h1>Approve the payment</h1>
      <p>
        The check says: <output>{outcome}</output>
      </p>
      <FaceAuth
        id="face-auth"
        frameUrl={frameUrl} // the sandbox's; a real page leaves it out and gets the vendor's
        token={({ signal }) =>
          post('/api/face-auth/session', { purpose: 'payment-approval' }, signal)
        }
        confirm={({ token, signal }) => post('/api/face-auth/result', { token }, signal)}
        onEvent={(event) => {
          if (event.type === 'outcome') setOutcome(event.outcome.kind);
        }}
      />
    </>
  );
}
