import './style.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import App from './App.jsx';
import { post } from './post.js';

await post('/api/sign-in', { person: 'amara' }); // the example backend's, without a password
const { frameUrl } = await (await fetch('/api/config')).json();

createRoot(document.getElementById('root')).render(
  <StrictMode>
    <App frameUrl={frameUrl} />
  </StrictMode>,
);
