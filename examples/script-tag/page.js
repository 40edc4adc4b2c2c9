const check = document.querySelector('face-auth');

for (const kind of ['approved', 'failed', 'canceled', 'expired', 'error']) {
  check.addEventListener(kind, () => {
    document.querySelector('output').value = kind;
  });
}

// A page whose person is signed in already needs nothing of this, and no `disabled`.
(async () => {
  await fetch('/api/sign-in', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ person: 'amara' }),
  });
  const { frameUrl } = await (await fetch('/api/config')).json();
  check.frameUrl = frameUrl; // the sandbox's; without it, the vendor's
  check.disabled = false;
})();
