import { mount } from 'face-auth-widget';

await post('/api/sign-in', { person: 'amara' }); // the example backend's, without a password
const { frameUrl } = await (await fetch('/api/config')).json();

const session = mount('#face-auth', {
  frameUrl, // the sandbox's; a real page leaves it out and gets the vendor's
  token: ({ signal }) => post('/api/face-auth/session', { purpose: 'payment-approval' }, signal),
  confirm: ({ token, signal }) => post('/api/face-auth/result', { token }, signal),
});

const outcome = await session.outcome;
document.querySelector('output').value = outcome.kind;

async function post(path, body, signal) {
  const response = await fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    signal,
  });
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  return response.json();
}
