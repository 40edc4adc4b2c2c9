// What the tests add to the example: a page of the edge runtime that imports every entry.
import { FaceAuthError, mount } from 'face-auth-widget';
import 'face-auth-widget/element';
import 'face-auth-widget/element/class';
import { load } from 'face-auth-widget/external';
import { FaceAuth } from 'face-auth-widget/react';

export const runtime = 'edge';

export default async function Page() {
  await load('/face-auth-widget.wasm'); // here, nothing
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
