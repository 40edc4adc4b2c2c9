// A page with the classic script.
import type {} from 'face-auth-widget/face-auth-widget.global.js';

const { mount, FaceAuthError } = window.FaceAuth;
const session = mount('#face-auth', { token: 'TOKEN', onError: ({ code }) => console.log(code) });
FaceAuth.preload().catch((error) => console.log(FaceAuthError.is(error), session.state));

// @ts-expect-error no such function
FaceAuth.load('/face-auth-widget.wasm');
// @ts-expect-error a token there must be
FaceAuth.mount('#face-auth', {});
