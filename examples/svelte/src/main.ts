import './style.css';
import { mount } from 'svelte';
import App from './App.svelte';

// The example backend's sign-in, without a password.
await fetch('/api/sign-in', {
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ person: 'amara' }),
});
const { frameUrl } = await (await fetch('/api/config')).json();

mount(App, { target: document.body, props: { frameUrl } });
