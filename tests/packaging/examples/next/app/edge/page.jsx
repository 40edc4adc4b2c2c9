// What the tests add to the example: a page of the edge runtime that imports every entry.
import { FaceAuthError, mount } from 'face-auth-widget';
import 'face-auth-widget/element';
import 'face-auth-widget/element/class';
import { FaceAuth } from 'face-auth-widget/react';

export const runtime = 'edge';

export default function Page() {
  return (
    <>
      <p>{refusal()}</p>
      <FaceAuth token="TOKEN">Loading…</FaceAuth>
    </>
  );
}

function refusal() {
  try {
    mount('#face-auth', { token: 'TOKEN' });
  } catch (error) {
    return FaceAuthError.is(error) ? error.code : String(error);
  }
}
