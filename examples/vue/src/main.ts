import './style.css';
import { createApp } from 'vue';
import App from './App.vue';

// The example backend's sign-in, without a password.
await fetch('/api/sign-in', {
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ person: 'amara' }),
});
const { frameUrl } = await (await fetch('/api/config')).json();

createApp(App, { frameUrl }).mount('#app');
