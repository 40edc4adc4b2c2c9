// For whatever names no condition that tells what it is. Rollup is one of those, whoever it bundles for:
// in a page this fails as it is imported.
import './refuse-page.js';

export * from '../server.js';
