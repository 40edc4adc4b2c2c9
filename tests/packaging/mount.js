// The program of every page here. Its own address names the token and the frame; how the session
// ends is written where a test can read it.
import { mount } from 'face-auth-widget';

const asked = new URLSearchParams(location.search);
const session = mount('#face-auth', { token: asked.get('token'), frameUrl: asked.get('frame') });
session.outcome.then(({ kind }) => {
  document.querySelector('output').textContent = kind;
});
