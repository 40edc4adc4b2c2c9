// The page as a server sends it: nothing but markup until its script has come.
import { readFileSync, writeFileSync } from 'node:fs';
import { renderToString } from 'react-dom/server';
import { App } from './app.jsx';

const markup = renderToString(<App token="provider" report={{}} />);
const page = readFileSync('index.html', 'utf8');
writeFileSync('server.html', page.replace('<div id="root">', `$&${markup}`));
